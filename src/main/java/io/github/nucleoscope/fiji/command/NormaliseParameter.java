package io.github.nucleoscope.fiji.command;

import java.util.Optional;

import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.problem.InputException;

/** The parameter "normalise". In older versions it was a check box, and crops had only the channel of the nuclei. */
final class NormaliseParameter {

    static final String AUTO = "auto";

    private enum Word { AUTO, CHANNEL, JOINT, NONE }

    private NormaliseParameter() {}

    /** Returns whether a text was recorded of the check box of older versions. */
    static boolean isOld(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /**
     * Returns how intensities are normalised; empty if that is chosen later.
     *
     * @throws InputException if there is no such way
     */
    static Optional<Normalisation> of(String text) {
        if (isOld(text)) {
            return Optional.of(text.equalsIgnoreCase("true") ? Normalisation.CHANNEL : Normalisation.NONE);
        }
        Word word = Choice.of(Word.class, "normalise", text);
        return word == Word.AUTO ? Optional.empty() : Optional.of(Normalisation.valueOf(word.name()));
    }
}
