package io.github.nucleoscope.model;

import java.nio.file.Path;

import io.github.nucleoscope.problem.InputException;

/**
 * Creates messages about model files and checkpoints, in one line of bounded length: names and texts from a foreign
 * file can contain anything, such as line breaks, terminal control codes or a megabyte of text.
 */
final class ModelFileProblem {

    private static final int LONGEST = 600;

    private ModelFileProblem() {}

    static InputException of(Path file, String problem) {
        return of(file, problem, null);
    }

    static InputException of(Path file, String problem, Throwable cause) {
        String line = problem.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return new InputException(file, line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…", cause);
    }
}
