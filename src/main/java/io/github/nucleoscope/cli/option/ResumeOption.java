package io.github.nucleoscope.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** Whether to resume a training that was stopped. */
public final class ResumeOption {

    @Option(names = "--resume", description = {
        "Resumes the training that was stopped in the output folder; the other options must be the same as before."})
    private boolean resume;

    /** Returns whether to resume. */
    public boolean isSet() {
        return resume;
    }

    /** @throws InputException if there is a checkpoint of a stopped training that is not to be resumed */
    public void requireNoOther(Path checkpoint) {
        if (!resume && Files.exists(checkpoint)) {
            throw new InputException(checkpoint, "a training was stopped in this folder: add --resume to continue it,"
                    + " or delete this file to train from the beginning");
        }
    }
}
