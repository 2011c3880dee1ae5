package io.github.nucleoscope.report;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Formats numbers on a logarithmic axis: 1e-4, 0.01, 100, 1e5. */
final class PowerFormat extends NumberFormat {

    private static final long serialVersionUID = 1L;

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        if (number >= 0.0099 && number < 9999) {
            return to.append(number < 0.99 ? String.format(Locale.ROOT, "%.2g", number).replaceAll("0+$", "")
                    : String.valueOf(Math.round(number)));
        }
        return to.append("1e").append(Math.round(Math.log10(number)));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return format((double) number, to, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
        throw new UnsupportedOperationException("this format is for axes only");
    }
}
