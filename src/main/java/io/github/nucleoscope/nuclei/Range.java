package io.github.nucleoscope.nuclei;

/**
 * The smallest and the largest finite value of something.
 *
 * @param min NaN if no value is finite
 * @param max NaN if no value is finite
 */
record Range(double min, double max) {

    /** The value of a nucleus without contrast: the middle of [0, 255]. */
    private static final double FLAT = 127.5;

    /** The range of no values. */
    static final Range NONE = new Range(Double.NaN, Double.NaN);

    /** Collects values. */
    static final class Collector {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double value) {
            if (Double.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }

        Range range() {
            return min <= max ? new Range(min, max) : NONE;
        }
    }

    /** Returns the range after a monotonic change of scale. */
    Range scaled(PixelScale scale, int channel) {
        double a = scale.apply(channel, min);
        double b = scale.apply(channel, max);
        return new Range(Math.min(a, b), Math.max(a, b));
    }

    /** Returns the range of what is in either. */
    Range and(Range other) {
        if (Double.isNaN(min)) {
            return other;
        }
        return Double.isNaN(other.min) ? this : new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** Stretches values linearly from this range to [0, 255]; NaN becomes 0. */
    double stretch(double value) {
        if (Double.isNaN(value) || value == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        if (value == Double.POSITIVE_INFINITY) {
            return 255;
        }
        // Halved, because the range of doubles itself can overflow.
        double span = max / 2 - min / 2;
        if (span == 0) {
            return FLAT;
        }
        // Interpolation may round beyond the limits.
        double fraction = (value / 2 - min / 2) / span;
        return 255 * Math.max(0, Math.min(1, fraction));
    }

    /** Makes values finite: infinities become the limits of this range, NaN becomes 0. */
    double clamp(double value) {
        if (Double.isNaN(value) || Double.isNaN(min)) {
            return 0;
        }
        double clamped = Math.max(min, Math.min(max, value));
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, clamped));
    }
}
