package io.github.nucleoscope.problem;

import java.util.Optional;
import java.util.function.Function;

/** What is wrong, or looks so, with what the user gave. */
public interface Problem {

    /** What is wrong and what to do, in one line that names no option and no dialog. */
    String text();

    /** What to change, where the surfaces name it differently. */
    default Optional<Remedy> remedy() {
        return Optional.empty();
    }

    /** The line that the user reads. @param words a surface's for each remedy */
    default String line(Function<Remedy, String> words) {
        return text() + remedy().map(remedy -> " (" + words.apply(remedy) + ")").orElse("");
    }

    /** The same problem, of something that is named before it. */
    default Problem of(String thing) {
        return new Told(thing + ": " + text(), remedy());
    }

    /** A problem that has no remedy but what its text says. */
    static Problem told(String text) {
        return new Told(text, Optional.empty());
    }

    /** A problem in words. */
    record Told(String text, Optional<Remedy> remedy) implements Problem {}
}
