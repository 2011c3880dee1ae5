package io.github.nucleoscope.evaluation;

/**
 * A closed interval of a measured value.
 *
 * @param low lower end; NaN, as is {@code high}, if the interval is not defined
 * @param high upper end, {@code low} or more
 */
public record Interval(double low, double high) {

    /** The interval of a value that is not defined. */
    public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

    public Interval {
        if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException(low + " to " + high + " is not an interval");
        }
    }

    /** Whether the value lies in the interval, ends included. Always false if the interval is not defined. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns the smallest interval that contains this one and a value, neither of which is NaN. */
    Interval extendedTo(double value) {
        return new Interval(Math.min(low, value), Math.max(high, value));
    }
}
