package io.github.nucleoscope.images;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of clear glass in an image in transmitted light, in red, green and blue.
 *
 * @param rgb one value per colour, 0 to 255
 */
public record WhiteLevel(List<Double> rgb) {

    /** This fraction of the pixels is darker than clear glass: its brightest pixels are noise. */
    private static final double CLEAR = 0.99;

    /** An image whose brightest pixels are below this fraction of the expected white level shows no glass. */
    private static final double GLASS = 0.8;

    /** In fluorescence the weakest of the three colours is nearly black in most pixels; in stained sections never. */
    private static final int DARKEST_SECTION = 64;

    public WhiteLevel {
        rgb = List.copyOf(rgb);
    }

    /** The numbers of pixels with each value of red, green and blue, and of the smallest of the three. */
    public static final class Histogram {

        private final long[][] counts = new long[4][256];

        /** Adds the pixels of an RGB image, 0xRRGGBB. */
        public void add(int[] pixels) {
            for (int pixel : pixels) {
                int red = pixel >> 16 & 0xff;
                int green = pixel >> 8 & 0xff;
                int blue = pixel & 0xff;
                counts[0][red]++;
                counts[1][green]++;
                counts[2][blue]++;
                counts[3][Math.min(red, Math.min(green, blue))]++;
            }
        }

        /** Adds the pixels of another histogram. */
        public void add(Histogram other) {
            for (int c = 0; c < counts.length; c++) {
                for (int value = 0; value < 256; value++) {
                    counts[c][value] += other.counts[c][value];
                }
            }
        }

        /** Returns the white level: a value that {@value WhiteLevel#CLEAR} of the pixels do not exceed. */
        public WhiteLevel white() {
            List<Double> white = new ArrayList<>();
            for (int c = 0; c < 3; c++) {
                white.add((double) quantile(counts[c], CLEAR));
            }
            return new WhiteLevel(white);
        }

        /** Returns whether the image is in transmitted light: in half of its pixels no colour is nearly black. */
        public boolean isTransmittedLight() {
            return quantile(counts[3], 0.5) > DARKEST_SECTION;
        }

        private static int quantile(long[] counts, double fraction) {
            long all = 0;
            for (long count : counts) {
                all += count;
            }
            int value = 0;
            for (long below = counts[0]; below < fraction * all; below += counts[value]) {
                value++;
            }
            return value;
        }
    }

    /** Returns this level if it is that of glass rather than of tissue; otherwise the expected one. */
    public WhiteLevel orIfNoGlass(WhiteLevel expected) {
        for (int c = 0; c < rgb.size(); c++) {
            if (rgb.get(c) < GLASS * expected.rgb.get(c)) {
                return expected;
            }
        }
        return this;
    }
}
