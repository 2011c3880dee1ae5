package io.github.nucleoscope.segmentation.classical;

/**
 * The height of each region's outline: the first height, from the highest pixel down, that is closer to the outside
 * than to the mean of the pixels above it. What counts as close depends on whether the outside is known.
 */
final class OutlineLevels {

    /**
     * Height at which a region ends, and of its outline while the outside is not known, as a fraction of its mean
     * height: a blurred edge is half-way between inside and outside.
     */
    static final double FIRST = 0.5;

    /**
     * Height of the outline, as a fraction of the way from the mean height outside to that of the region: manual
     * annotators draw outlines just outside half the height.
     */
    private static final double SECOND = 0.45;

    /**
     * Pixels of one level are unordered. One in a block may be lower than the block's last one by 1 /
     * {@link Islands#LEVELS}, and the mean may rise by that much on the way: together by less than two.
     */
    private static final double NEAR_EQUAL = 1 - 2.0 / Islands.LEVELS;

    /** This many pixels are added at a time while all of them are certainly inside. */
    private static final int BLOCK = 8;

    private final float[] heights;
    private final int[] starts;
    private final float[] lowest;

    /** For each region, the index after the lowest pixel, and the sum of the heights up to there. */
    private final int[] ends;
    private final double[] sums;

    OutlineLevels(Regions regions) {
        this(regions.heights(), regions.starts(), regions.count());
    }

    /**
     * @param heights heights of the pixels, region by region, each from the highest to the lowest
     * @param starts for each region from 1 to the count, the index of its first pixel; one more at the end
     */
    OutlineLevels(float[] heights, int[] starts, int count) {
        this.heights = heights;
        this.starts = starts;
        this.lowest = new float[count + 1];
        this.ends = new int[lowest.length];
        this.sums = new double[lowest.length];
        lowest[0] = Float.POSITIVE_INFINITY;
    }

    /** Returns, for each region, the height of the lowest pixel inside its outline; nothing is inside region 0. */
    float[] lowest() {
        return lowest;
    }

    /** Finds a region's outline while the outside is not known and counts as 0. */
    void find(int k) {
        descend(k, starts[k], 0, 0, FIRST);
    }

    /**
     * Finds a region's outline once the mean height outside is known, 0 or more. To be called once, after
     * {@link #find(int)}, whose outline it starts from.
     */
    void find(int k, double outside) {
        double mean = sums[k] / (ends[k] - starts[k]);
        // If the second level, SECOND mean + (1 - SECOND) outside, is below the first one, the second outline contains
        // the first one. The mean falls on the way down, except for the differences between nearly equal heights.
        if ((1 - SECOND) * outside < NEAR_EQUAL * (FIRST - SECOND) * mean) {
            descend(k, ends[k], sums[k], outside, SECOND);
        } else {
            descend(k, starts[k], 0, outside, SECOND);
        }
    }

    /**
     * Descends to a region's outline.
     *
     * @param from index of the first pixel that is not yet known to be inside
     * @param known sum of the heights before it
     */
    private void descend(int k, int from, double known, double outside, double fraction) {
        int to = starts[k + 1];
        int core = Math.min(to, starts[k] + IntensityFlood.CORE_AREA);
        int t = from;
        double sum = known;
        for (; t < core; t++) {
            sum += heights[t];
        }
        // Not an int: Java's conversions to double wait for each other.
        double area = t - starts[k];
        // As many at a time as are certainly inside. Their order does not affect the sum, which is exact: none is
        // much below 0.45 of the mean, so that the 29 extra bits of a double suffice for 2^27 pixels.
        while (t + BLOCK <= to
                && NEAR_EQUAL * heights[t + BLOCK - 1] >= fraction * sum / area + (1 - fraction) * outside) {
            sum += ((double) heights[t] + heights[t + 1] + ((double) heights[t + 2] + heights[t + 3]))
                    + ((double) heights[t + 4] + heights[t + 5] + ((double) heights[t + 6] + heights[t + 7]));
            area += BLOCK;
            t += BLOCK;
        }
        for (; t < to; t++) {
            double level = heights[t];
            // level - outside < fraction * (sum / area - outside), without the division.
            if ((level - outside) * area < fraction * (sum - outside * area)) {
                break;
            }
            sum += level;
            area++;
        }
        ends[k] = t;
        sums[k] = sum;
        lowest[k] = heights[t - 1];
    }

    /**
     * Returns the index after the last pixel of a region that can be inside: among nearly equal ones, a later one can.
     */
    int end(int k) {
        int level = Islands.level(lowest[k]);
        int from = starts[k];
        int to = starts[k + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Islands.level(heights[middle]) >= level) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return to;
    }
}
