package io.github.nucleoscope.fiji.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;

/** A parameter with a choice of a few words. Macros can give it any text. */
final class Choice {

    private Choice() {}

    /**
     * Returns the constant of this name, ignoring case.
     *
     * @throws InputException if there is none; the message names the parameter, the text and the valid words
     */
    static <E extends Enum<E>> E of(Class<E> type, String parameter, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new InputException(parameter + " '" + text + "' is unknown: use one of "
                + Arrays.stream(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
