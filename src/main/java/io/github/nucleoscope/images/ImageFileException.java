package io.github.nucleoscope.images;

import java.io.IOException;
import java.nio.file.Path;

/** An image file that cannot be read or written. The message is one line that names the file. */
public final class ImageFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    ImageFileException(Path file, String problem) {
        this(file, problem, null);
    }

    ImageFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.problem = problem;
    }

    /** What is wrong, without the file: for where the file is named already. */
    public String problem() {
        return problem;
    }
}
