package io.github.nucleoscope.segmentation.learned;

/**
 * How images are magnified or shrunk so that a network meets nuclei of one size, as Stringer et al., "Cellpose", 2021,
 * do.
 */
public final class NucleusSize {

    private static final double SMALLEST_FACTOR = 1.0 / 8;
    private static final double LARGEST_FACTOR = 4;

    private NucleusSize() {}

    /**
     * By what an image is magnified; shrunk where it is below 1.
     *
     * @param diameter of its nuclei, above 0
     * @param wanted what it should become
     * @return 1/8 to 4
     */
    public static double magnification(double diameter, double wanted) {
        return Math.max(SMALLEST_FACTOR, Math.min(LARGEST_FACTOR, wanted / diameter));
    }

    /** The length of an axis that is magnified, in whole pixels, 1 or more. */
    public static int length(int length, double magnification) {
        return (int) Math.max(1, Math.round(length * magnification));
    }
}
