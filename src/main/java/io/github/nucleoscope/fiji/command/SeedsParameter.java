package io.github.nucleoscope.fiji.command;

import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/** A parameter that is a list of whole numbers separated by spaces. */
final class SeedsParameter {

    private SeedsParameter() {}

    /** @throws InputException if it contains anything else */
    static List<Long> parse(String parameter, String text) {
        try {
            return Arrays.stream(text.strip().split("[\\s,]+")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InputException(parameter + " '" + text + "' are not whole numbers separated by spaces");
        }
    }
}
