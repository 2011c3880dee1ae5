package io.github.nucleoscope.check;

/**
 * A small picture of a crop as stored in its file.
 *
 * @param grey 0 to 255, in row-major order; 8-bit and RGB crops unscaled, others scaled from their smallest to their
 *     largest value
 * @param width in pixels, 1 to 80
 * @param height in pixels, 1 to 80
 */
public record Thumbnail(byte[] grey, int width, int height) {

    private static final int LARGEST = 80;

    static Thumbnail of(RawCrop crop) {
        double factor = Math.max(1, Math.max(crop.width(), crop.height()) / (double) LARGEST);
        int width = Math.max(1, (int) (crop.width() / factor));
        int height = Math.max(1, (int) (crop.height() / factor));
        float low = 0;
        float high = 255;
        if (crop.bitDepth() != 8 && crop.bitDepth() != 24) {
            low = Float.POSITIVE_INFINITY;
            high = Float.NEGATIVE_INFINITY;
            for (float value : crop.pixels()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        byte[] grey = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = crop.pixels()[(int) (y * factor) * crop.width() + (int) (x * factor)];
                grey[y * width + x] = (byte) Math.round(255 * (value - low) / Math.max(1e-9f, high - low));
            }
        }
        return new Thumbnail(grey, width, height);
    }
}
