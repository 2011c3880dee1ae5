package io.github.nucleoscope.evaluation;

/**
 * A closed interval of a measured value.
 *
 * @param low lower end; NaN, with {@code high}, where the interval is not defined
 * @param high upper end, {@code low} or more
 */
public record Interval(double low, double high) {

    /** What a value that is not defined has. */
    public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    public Interval {
        if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException("interval from " + low + " to " + high + " is not one");
        }
    }

    /** Whether the value lies between the ends, the ends included. Never where the interval is not defined. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
