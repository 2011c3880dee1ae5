package io.github.nucleoscope.cli;

import java.io.IOException;

import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.problem.InputException;

/** Reads labelled nuclei and shows the progress. */
public final class Reading {

    private Reading() {}

    /**
     * Reads all nuclei of a source.
     *
     * @param task label of the progress bar
     * @throws IOException if a file cannot be read; the message is one line
     * @throws InputException if reading was interrupted
     */
    public static TrainingSet of(TrainingSource source, String task, Console console) throws IOException {
        TrainingSet set;
        try (Progress progress = console.progress(task)) {
            set = source.read(progress);
        }
        if (Interruption.isRequested()) {
            throw new InputException("stopped before all nuclei were read: nothing was done with them");
        }
        return set;
    }
}
