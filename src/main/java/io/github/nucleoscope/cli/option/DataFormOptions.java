package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.nio.file.Path;

import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSource;
import picocli.CommandLine.Option;

/** In what form labelled nuclei are. */
public final class DataFormOptions {

    @Option(names = "--images", paramLabel = "DIR",
            description = "Folder of the images that a CSV file names (default: its own folder).")
    private Path images;

    @Option(names = "--segment", description = "The sub-folders hold whole images: segment them.")
    private boolean segment;

    /** Whether the user said nothing. */
    public boolean isEmpty() {
        return images == null && !segment;
    }

    /** Labelled nuclei, to be read. */
    public TrainingSource source(Path data, ReadSettings settings) throws IOException {
        return TrainingSource.of(data, images, segment, settings);
    }
}
