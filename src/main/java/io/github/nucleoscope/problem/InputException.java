package io.github.nucleoscope.problem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that the user can mend: an option, a file, an image, labelled nuclei, a training that cannot learn. It is
 * thrown wherever input is judged. The message is one line that says what is wrong and what to do; where it is about a
 * file it begins with the file's name. Anything else that is thrown is a defect of the program.
 */
public class InputException extends RuntimeException implements Problem {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final boolean namesFile;
    private final Remedy remedy;

    /** @param problem what is wrong and what to do; made one line */
    public InputException(String problem) {
        this(problem, (Throwable) null);
    }

    /**
     * @param problem what is wrong and what to do; made one line
     * @param cause where it is an InputException, its remedy is this one's too
     */
    public InputException(String problem, Throwable cause) {
        this(null, problem, remedyOf(cause), cause);
    }

    /** @param problem what is wrong and what to do; made one line */
    public InputException(String problem, Remedy remedy) {
        this(null, problem, remedy, null);
    }

    /** A problem that the work cannot go on with. */
    public InputException(Problem problem) {
        this(null, problem.text(), problem.remedy().orElse(null), null);
    }

    /**
     * @param file that cannot be used; the message begins with it
     * @param problem what is wrong and what to do, without the file; made one line
     */
    public InputException(Path file, String problem) {
        this(file, problem, (Throwable) null);
    }

    /**
     * @param file that cannot be used; the message begins with it
     * @param problem what is wrong and what to do, without the file; made one line
     */
    public InputException(Path file, String problem, Remedy remedy) {
        this(file, problem, remedy, null);
    }

    /**
     * @param file that cannot be used; the message begins with it
     * @param problem what is wrong and what to do, without the file; made one line
     * @param cause where it is an InputException, its remedy is this one's too
     */
    public InputException(Path file, String problem, Throwable cause) {
        this(file, problem, remedyOf(cause), cause);
    }

    private InputException(Path file, String problem, Remedy remedy, Throwable cause) {
        super(oneLine((file == null ? "" : file + ": ") + oneLine(problem)), cause);
        this.problem = oneLine(problem);
        this.remedy = remedy;
        namesFile = file != null;
    }

    private static Remedy remedyOf(Throwable cause) {
        return cause instanceof InputException e ? e.remedy : null;
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

    /** The message. */
    @Override
    public String text() {
        return getMessage();
    }

    @Override
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
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
