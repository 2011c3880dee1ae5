package io.github.nucleoscope.problem;

import java.util.Optional;
import java.util.function.Function;

/** Something that is wrong, or seems so, with the user's input. */
public interface Problem {

    /** Returns what is wrong and what to do, in one line that names no option and no dialog. */
    String text();

    /** Returns what to change, if its name depends on the user interface. */
    default Optional<Remedy> remedy() {
        return Optional.empty();
    }

    /**
     * Returns the line shown to the user.
     *
     * @param words words of the user interface for each remedy
     */
    default String line(Function<Remedy, String> words) {
        return text() + remedy().map(remedy -> " (" + words.apply(remedy) + ")").orElse("");
    }

    /** Returns this problem, preceded by the name of the thing that it is about. */
    default Problem of(String thing) {
        return new TextProblem(thing + ": " + text(), remedy());
    }

    /** Returns a problem without a remedy beyond what its text says. */
    static Problem ofText(String text) {
        return new TextProblem(text, Optional.empty());
    }

    /** A problem given as text. */
    record TextProblem(String text, Optional<Remedy> remedy) implements Problem {}
}
