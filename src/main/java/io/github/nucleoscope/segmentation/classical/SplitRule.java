package io.github.nucleoscope.segmentation.classical;

/**
 * Decides between one nucleus and two: two if the valley between them is deep, or if each looks more like an ellipse
 * than both together.
 */
final class SplitRule {

    /** Weight of the gain in likeness relative to the depth of the valley. */
    private static final double SHAPE_WEIGHT = 2;

    /** Two nuclei if the score is above this. */
    static final double THRESHOLD = 0.45;

    private SplitRule() {}

    /**
     * @param depth depth of the valley, as a fraction of the height of the lower peak
     * @param apart mean likeness to ellipses of the separate nuclei, weighted by area
     * @param together likeness of both together to an ellipse
     */
    static double score(double depth, double apart, double together) {
        return depth + SHAPE_WEIGHT * (apart - together);
    }

    static double score(double depth, Ellipticity one, Ellipticity other, Ellipticity both) {
        double apart = (one.area() * one.likeness() + other.area() * other.likeness())
                / Math.max(1, both.area());
        return score(depth, apart, both.likeness());
    }
}
