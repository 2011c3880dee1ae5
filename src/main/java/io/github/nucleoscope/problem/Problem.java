package io.github.nucleoscope.problem;

import java.util.Optional;
import java.util.function.Function;

/** Something that is wrong, or seems so, with the user's input. */
public interface Problem {

    /** Returns what is wrong and what to do, in one line that names no option and no dialog. */
    String text();

    /** Returns what to change, if its name depends on the user interface. */
    default Optional<Correction> correction() {
        return Optional.empty();
    }

    /**
     * Returns the line shown to the user.
     *
     * @param words words of the user interface for each correction
     */
    default String line(Function<Correction, String> words) {
        return text() + correction().map(correction -> " (" + words.apply(correction) + ")").orElse("");
    }

    /** Returns this problem, preceded by the name of the thing that it is about. */
    default Problem of(String thing) {
        return new TextProblem(thing + ": " + text(), correction());
    }

    /** Returns a problem without a correction beyond what its text says. */
    static Problem ofText(String text) {
        return new TextProblem(text, Optional.empty());
    }

    /** A problem given as text. */
    record TextProblem(String text, Optional<Correction> correction) implements Problem {}
}
