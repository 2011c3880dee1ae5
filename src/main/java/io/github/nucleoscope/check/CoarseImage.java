package io.github.nucleoscope.check;

/**
 * A crop binned by an integer factor, each pixel the mean of a block: enough to find bodies in.
 *
 * @param values intensities in row-major order
 * @param width in coarse pixels
 * @param height in coarse pixels
 * @param factor side of a block in pixels of the crop
 */
record CoarseImage(float[] values, int width, int height, int factor) {

    /** Least length of the shorter side in coarse pixels, unless the crop itself is smaller. */
    private static final int SIDE = 48;

    static CoarseImage of(RawCrop crop) {
        int factor = Math.max(1, Math.min(crop.width(), crop.height()) / SIDE);
        int width = crop.width() / factor;
        int height = crop.height() / factor;
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int j = 0; j < factor; j++) {
                    int start = (y * factor + j) * crop.width() + x * factor;
                    for (int i = 0; i < factor; i++) {
                        sum += crop.pixels()[start + i];
                    }
                }
                values[y * width + x] = sum / (factor * factor);
            }
        }
        return new CoarseImage(values, width, height, factor);
    }
}
