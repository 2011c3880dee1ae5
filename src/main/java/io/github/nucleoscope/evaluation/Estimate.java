package io.github.nucleoscope.evaluation;

import java.util.Locale;

/**
 * A measured value with its confidence interval.
 *
 * @param value the value; NaN if it is not defined
 * @param ci95 its 95 % confidence interval; {@link Interval#UNDEFINED} if the value is not defined
 */
public record Estimate(double value, Interval ci95) {

    /** Returns text such as {@code 0.953 [0.921, 0.973]}; {@code n/a} if the value is not defined. */
    @Override
    public String toString() {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        if (Double.isNaN(ci95.low())) {
            return String.format(Locale.ROOT, "%.3f", value);
        }
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, ci95.low(), ci95.high());
    }
}
