package io.github.nucleoscope.segmentation.learned;

/**
 * Magnification of images, so that the nuclei have the size a network was trained on, as in Stringer et al.,
 * "Cellpose", 2021.
 */
public final class NucleusSize {

    private static final double SMALLEST_FACTOR = 1.0 / 20;
    private static final double LARGEST_FACTOR = 4;

    private NucleusSize() {}

    /**
     * Returns the factor by which an image is magnified, or shrunk if it is below 1.
     *
     * @param diameter diameter of its nuclei, above 0
     * @param wanted diameter that they should have
     * @return factor, 1/20 to 4
     */
    public static double magnification(double diameter, double wanted) {
        return Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, wanted / diameter));
    }

    /** Returns the length of a magnified axis in whole pixels, 1 or more. */
    public static int length(int length, double magnification) {
        return (int) Math.max(1, Math.round(length * magnification));
    }
}
