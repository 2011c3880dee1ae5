package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.nio.file.Path;

import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSource;
import picocli.CommandLine.Option;

/** The form in which labelled nuclei are given. */
public final class DataFormOptions {

    @Option(names = "--images", paramLabel = "DIR",
            description = "Folder of the images named in a CSV file (default: the folder of the CSV file).")
    private Path images;

    @Option(names = "--segment", description = "The sub-folders contain whole images, which are segmented.")
    private boolean segment;

    /** Returns whether none of these options was given. */
    public boolean isEmpty() {
        return images == null && !segment;
    }

    /** Returns the source that reads the labelled nuclei. */
    public TrainingSource source(Path data, ReadSettings settings) throws IOException {
        return TrainingSource.of(data, images, segment, settings);
    }
}
