package io.github.nucleoscope.segmentation.classical;

/**
 * One nucleus or two? Two, if the valley between them is deep, or if each looks more like an ellipse than both
 * together.
 */
final class SplitRule {

    /** How much the gain in likeness counts against the depth of the valley. */
    private static final double SHAPE_WEIGHT = 2;

    /** Two, if the score is above this. */
    static final double THRESHOLD = 0.45;

    private SplitRule() {}

    /**
     * @param depth of the valley, as a fraction of the height of the lower peak
     * @param apart mean likeness to ellipses of the nuclei if they are apart, weighted by area
     * @param together likeness of both together
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
