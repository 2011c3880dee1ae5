package io.github.nucleoscope.cli;

import java.io.IOException;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.problem.InputException;

/** Reads labelled nuclei, and shows how far that is. */
public final class Reading {

    private Reading() {}

    /**
     * Reads all of them.
     *
     * @param task a word for the bar
     * @throws IOException in one line, where a file cannot be read
     * @throws InputException where the reading was interrupted
     */
    public static TrainingSet of(TrainingSource source, String task, Console console) throws IOException {
        TrainingSet set;
        try (Progress progress = console.progress(task)) {
            set = source.read(progress);
        }
        if (Interruption.isRequested()) {
            throw new InputException("stopped: not all of the nuclei were read, so nothing was done with them");
        }
        return set;
    }
}
