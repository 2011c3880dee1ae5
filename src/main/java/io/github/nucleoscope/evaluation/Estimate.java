package io.github.nucleoscope.evaluation;

import java.util.Locale;

/**
 * A measured value and how sure it is.
 *
 * @param value the value; NaN where it is not defined
 * @param ci95 its 95 % confidence interval; {@link Interval#UNDEFINED} where the value is not defined
 */
public record Estimate(double value, Interval ci95) {

    /** Such as {@code 0.953 [0.921, 0.973]}; {@code n/a} where the value is not defined. */
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
