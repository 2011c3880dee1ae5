package io.github.nucleoscope.fiji.parameters;

import java.io.File;
import java.math.BigDecimal;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.nucleoscope.problem.InputException;
import org.scijava.module.ModuleItem;

/** Converts the values of parameters to and from text: in macros, in dialogs and in the preferences. */
final class ParameterText {

    private ParameterText() {}

    /**
     * Returns the value that a text stands for.
     *
     * @return null for an empty file name or image title
     * @throws InputException if the text is of the wrong type, out of range or not among the choices,
     *     naming key and text in one line
     */
    static Object parse(ModuleItem<?> parameter, String text) {
        Class<?> type = parameter.getType();
        String key = parameter.getName();
        if (type == boolean.class || type == Boolean.class) {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new InputException(key + " '" + text + "' is neither true nor false");
            }
            return Boolean.valueOf(text);
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return whole(parameter, text, type == int.class || type == Integer.class);
        }
        if (type == double.class || type == Double.class) {
            return real(parameter, text);
        }
        if (type == File.class) {
            return text.isBlank() ? null : new File(text);
        }
        if (type == ImagePlus.class) {
            return image(key, text);
        }
        if (type == String.class) {
            return choice(parameter, text);
        }
        throw new IllegalStateException(key + " is a " + type + ", which has no text");
    }

    /** Returns the text of a value for a dialog; parsing it returns the value again. */
    static String of(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return value instanceof ImagePlus image ? image.getTitle() : value.toString();
    }

    private static Object whole(ModuleItem<?> parameter, String text, boolean isInt) {
        try {
            long value = Long.parseLong(text.strip());
            checkRange(parameter, text, value);
            // The conditional operator would make both a long.
            if (isInt) {
                return Math.toIntExact(value);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new InputException(parameter.getName() + " '" + text + "' is not a whole number", e);
        } catch (ArithmeticException e) {
            throw new InputException(parameter.getName() + " " + text + " is too large", e);
        }
    }

    private static Object real(ModuleItem<?> parameter, String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new InputException(parameter.getName() + " '" + text + "' is not a number", e);
        }
        if (!Double.isFinite(value)) {
            throw new InputException(parameter.getName() + " '" + text + "' is not a finite number");
        }
        checkRange(parameter, text, value);
        return value;
    }

    private static void checkRange(ModuleItem<?> parameter, String text, double value) {
        Number low = (Number) parameter.getMinimumValue();
        Number high = (Number) parameter.getMaximumValue();
        boolean tooLow = low != null && value < low.doubleValue();
        boolean tooHigh = high != null && value > high.doubleValue();
        if (tooLow || tooHigh) {
            String range = low == null ? "at most " + of(high)
                    : high == null ? of(low) + " or more" : of(low) + " to " + of(high);
            throw new InputException(parameter.getName() + " " + text.strip() + " is out of range: " + range);
        }
    }

    private static Object choice(ModuleItem<?> parameter, String text) {
        if (parameter.getChoices() == null || parameter.getChoices().isEmpty()) {
            return text;
        }
        for (Object choice : parameter.getChoices()) {
            if (choice.toString().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new InputException(parameter.getName() + " '" + text + "' is unknown: use one of "
                + parameter.getChoices().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static ImagePlus image(String key, String title) {
        if (title.isBlank()) {
            return null;
        }
        ImagePlus image = WindowManager.getImage(title);
        if (image == null) {
            throw new InputException(key + " '" + title + "' is not the title of an open image");
        }
        return image;
    }
}
