package io.github.nucleoscope.segmentation.classical;

/**
 * How closely a region resembles an ellipse. It keeps sums over the region's pixels, so that pixels and regions are
 * added in constant time.
 */
final class Ellipticity {

    /** Mean ratio of a digital outline's length in steps to its true length, over all directions. */
    private static final double STEPS = 4 / Math.PI;

    /** Variance of a coordinate over a pixel, in square pixels: a pixel is a square, not a point. */
    private static final double PIXEL_VARIANCE = 1.0 / 12;

    /** Lower limit of variances, and of their determinant: above 0, and far below those of any pixel. */
    private static final double LEAST_VARIANCE = 1e-9;

    private int area;
    private int perimeter;
    private long sumX;
    private long sumY;
    private long sumXX;
    private long sumXY;
    private long sumYY;

    /** Returns the number of pixels. */
    int area() {
        return area;
    }

    /** @param sides change in the length of the outline, in pixel sides: -4 to 4 */
    void add(int x, int y, int sides) {
        area++;
        perimeter += sides;
        sumX += x;
        sumY += y;
        sumXX += (long) x * x;
        sumXY += (long) x * y;
        sumYY += (long) y * y;
    }

    /**
     * Adds a run of pixels of a row, without sides.
     *
     * @param to exclusive
     */
    void addRun(int from, int to, int y) {
        long n = to - from;
        long x = n * (from + to - 1L) / 2;
        area += to - from;
        sumX += x;
        sumY += n * y;
        // The sum of the squares of from to to - 1.
        sumXX += from * (2 * x - n * from) + n * (n - 1) * (2 * n - 1) / 6;
        sumXY += x * y;
        sumYY += n * y * y;
    }

    /** Lengthens the outline by this many pixel sides. */
    void addSides(int sides) {
        perimeter += sides;
    }

    /** Joins two parts of the region along this many pixel sides, which are then no longer part of its outline. */
    void join(int sides) {
        perimeter -= 2 * sides;
    }

    /**
     * Adds a region that shares no pixel with this one.
     *
     * @param contact number of pixel sides that both share
     */
    void add(Ellipticity other, int contact) {
        perimeter -= 2 * contact;
        area += other.area;
        perimeter += other.perimeter;
        sumX += other.sumX;
        sumY += other.sumY;
        sumXX += other.sumXX;
        sumXY += other.sumXY;
        sumYY += other.sumYY;
    }

    /**
     * Compares the region with the ellipse that has its second moments: the ratio of the region's area to the
     * ellipse's, times that of the ellipse's perimeter to the region's, each at most 1. About 1 for an ellipse; 0.75
     * for two discs that touch; 0 for a region without pixels.
     */
    double likeness() {
        if (area == 0) {
            return 0;
        }
        double x = (double) sumX / area;
        double y = (double) sumY / area;
        double varianceX = (double) sumXX / area - x * x + PIXEL_VARIANCE;
        double varianceY = (double) sumYY / area - y * y + PIXEL_VARIANCE;
        double covariance = (double) sumXY / area - x * y;
        double determinant = Math.max(LEAST_VARIANCE, varianceX * varianceY - covariance * covariance);
        double half = (varianceX + varianceY) / 2;
        double difference = Math.sqrt(Math.max(0, half * half - determinant));
        double major = 2 * Math.sqrt(half + difference);
        double minor = 2 * Math.sqrt(Math.max(LEAST_VARIANCE, half - difference));
        // Ramanujan, "Modular equations and approximations to pi" (1914).
        double ellipse = Math.PI * (3 * (major + minor)
                - Math.sqrt((3 * major + minor) * (major + 3 * minor)));
        return Math.min(1, area / (4 * Math.PI * Math.sqrt(determinant)))
                * Math.min(1, ellipse * STEPS / perimeter);
    }
}
