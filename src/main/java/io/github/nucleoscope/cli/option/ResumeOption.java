package io.github.nucleoscope.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** Whether a training that was stopped goes on. */
public final class ResumeOption {

    @Option(names = "--resume", description = {
        "Resumes the training that was stopped in the output folder; the other options must be as they were."})
    private boolean resume;

    /** Whether to go on with one. */
    public boolean isSet() {
        return resume;
    }

    /** @throws InputException where a training was stopped and is not to go on */
    public void requireNoOther(Path checkpoint) {
        if (!resume && Files.exists(checkpoint)) {
            throw new InputException(checkpoint, "a training was stopped in this folder: go on with it by --resume, or"
                    + " delete this file to train from the start");
        }
    }
}
