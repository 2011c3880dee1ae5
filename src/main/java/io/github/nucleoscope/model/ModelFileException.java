package io.github.nucleoscope.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A model file, or a checkpoint, that cannot be read or written. The message is one line that names the file and says
 * what to do.
 */
public final class ModelFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 600;

    private final String problem;

    ModelFileException(Path file, String problem) {
        this(file, problem, null);
    }

    ModelFileException(Path file, String problem, Throwable cause) {
        super(oneLine(file + ": " + problem), cause);
        this.problem = oneLine(problem);
    }

    /** The message without the file. */
    String problem() {
        return problem;
    }

    /** Names and texts out of a foreign file can hold anything: line breaks, terminal control codes, a megabyte. */
    private static String oneLine(String message) {
        String line = message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
