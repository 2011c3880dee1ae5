package io.github.nucleoscope.problem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import io.github.nucleoscope.problem.InputException;

/**
 * Something that the user can mend: an option, a file, an image, labelled nuclei, a training that cannot learn. It is
 * thrown wherever input is judged. The message is one line that says what is wrong and what to do; where it is about a
 * file it begins with the file's name. Anything else that is thrown is a defect of the program.
 */
public class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final boolean namesFile;

    /** @param problem what is wrong and what to do, in one line */
    public InputException(String problem) {
        this(problem, (Throwable) null);
    }

    /** @param problem what is wrong and what to do, in one line */
    public InputException(String problem, Throwable cause) {
        super(oneLine(problem), cause);
        this.problem = getMessage();
        namesFile = false;
    }

    /**
     * @param file that cannot be used; the message begins with it
     * @param problem what is wrong and what to do, in one line without the file
     */
    public InputException(Path file, String problem) {
        this(file, problem, null);
    }

    /**
     * @param file that cannot be used; the message begins with it
     * @param problem what is wrong and what to do, in one line without the file
     */
    public InputException(Path file, String problem, Throwable cause) {
        super(oneLine(file + ": " + oneLine(problem)), cause);
        this.problem = oneLine(problem);
        namesFile = true;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** A file that the machine could not read or write, such as one without permission or on a full disk. */
    public static InputException of(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? new InputException(Path.of(file.getFile()), FileProblem.of(e), e)
                : new InputException(FileProblem.of(e), e);
    }

    /** What is wrong, without the file: for where the file is named already. */
    public String problem() {
        return problem;
    }

    /** The same, about a file: itself where it names one already. */
    public InputException in(Path file) {
        return namesFile ? this : new InputException(file, problem, this);
    }
}
