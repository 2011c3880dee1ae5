package io.github.nucleoscope.nuclei;

/** Compares a region with the ellipse that has its second moments. */
final class Ellipse {

    /** Mean length of a digital outline's steps over its true length, over all directions: 4 / pi. */
    private static final double STEPS = 4 / Math.PI;

    private Ellipse() {}

    /**
     * The region's area over the ellipse's, times the ellipse's perimeter over the region's, each at most 1. An ellipse
     * has about 1; two discs that touch 0.75.
     *
     * @param area in pixels, above 0
     * @param perimeter sides of pixels along the outline
     * @param x mean of the x coordinates, and so on: mean of x * x, …
     */
    static double likeness(double area, double perimeter, double x, double y, double xx, double xy, double yy) {
        // 1/12 is the variance of a pixel, which is a square and no point.
        double varianceX = xx - x * x + 1.0 / 12;
        double varianceY = yy - y * y + 1.0 / 12;
        double covariance = xy - x * y;
        double determinant = Math.max(1e-9, varianceX * varianceY - covariance * covariance);
        double half = (varianceX + varianceY) / 2;
        double difference = Math.sqrt(Math.max(0, half * half - determinant));
        double major = 2 * Math.sqrt(half + difference);
        double minor = 2 * Math.sqrt(Math.max(1e-9, half - difference));
        // Ramanujan, "Modular equations and approximations to pi" (1914).
        double ellipse = Math.PI * (3 * (major + minor)
                - Math.sqrt((3 * major + minor) * (major + 3 * minor)));
        return Math.min(1, area / (4 * Math.PI * Math.sqrt(determinant)))
                * Math.min(1, ellipse * STEPS / perimeter);
    }
}
