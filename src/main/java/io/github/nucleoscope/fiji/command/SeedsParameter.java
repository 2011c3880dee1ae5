package io.github.nucleoscope.fiji.command;

import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/** A parameter that is a few whole numbers with spaces between them. */
final class SeedsParameter {

    private SeedsParameter() {}

    /** @throws InputException where there is anything else in it */
    static List<Long> parse(String parameter, String text) {
        try {
            return Arrays.stream(text.strip().split("[\\s,]+")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InputException(parameter + " '" + text + "' are not whole numbers with spaces between them");
        }
    }
}
