package io.github.nucleoscope.problem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A problem that the user can fix: an option, a file, an image, annotated nuclei, a training that cannot learn. It is
 * thrown wherever input is validated. The message is one line that says what is wrong and what to do; if it is about a
 * file it starts with the file's name. Any other exception is a defect of the program.
 */
public class InputException extends RuntimeException implements Problem {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final boolean namesFile;
    private final Correction correction;

    /** @param problem what is wrong and what to do; joined into one line */
    public InputException(String problem) {
        this(problem, (Throwable) null);
    }

    /**
     * @param problem what is wrong and what to do; joined into one line
     * @param cause cause; if it is an InputException, its correction is adopted
     */
    public InputException(String problem, Throwable cause) {
        this(null, problem, correctionOf(cause), cause);
    }

    /** @param problem what is wrong and what to do; joined into one line */
    public InputException(String problem, Correction correction) {
        this(null, problem, correction, null);
    }

    /** Creates an exception for a problem that prevents the work from continuing. */
    public InputException(Problem problem) {
        this(null, problem.text(), problem.correction().orElse(null), null);
    }

    /**
     * @param file file that cannot be used; the message starts with it
     * @param problem what is wrong and what to do, without the file; joined into one line
     */
    public InputException(Path file, String problem) {
        this(file, problem, (Throwable) null);
    }

    /**
     * @param file file that cannot be used; the message starts with it
     * @param problem what is wrong and what to do, without the file; joined into one line
     */
    public InputException(Path file, String problem, Correction correction) {
        this(file, problem, correction, null);
    }

    /**
     * @param file file that cannot be used; the message starts with it
     * @param problem what is wrong and what to do, without the file; joined into one line
     * @param cause cause; if it is an InputException, its correction is adopted
     */
    public InputException(Path file, String problem, Throwable cause) {
        this(file, problem, correctionOf(cause), cause);
    }

    private InputException(Path file, String problem, Correction correction, Throwable cause) {
        super(oneLine((file == null ? "" : file + ": ") + oneLine(problem)), cause);
        this.problem = oneLine(problem);
        this.correction = correction;
        namesFile = file != null;
    }

    private static Correction correctionOf(Throwable cause) {
        return cause instanceof InputException e ? e.correction : null;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /**
     * Returns the exception for a file that could not be read or written, for lack of permission or disk space, say.
     */
    public static InputException of(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? new InputException(Path.of(file.getFile()), FileProblem.of(e), e)
                : new InputException(FileProblem.of(e), e);
    }

    /** Returns the message. */
    @Override
    public String text() {
        return getMessage();
    }

    @Override
    public Optional<Correction> correction() {
        return Optional.ofNullable(correction);
    }

    /** Returns what is wrong, without the file, for places where the file is already named. */
    public String problem() {
        return problem;
    }

    /** Returns this problem as one with a file; this exception itself if it already names one. */
    public InputException in(Path file) {
        return namesFile ? this : new InputException(file, problem, this);
    }
}
