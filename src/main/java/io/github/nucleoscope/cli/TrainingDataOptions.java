package io.github.nucleoscope.cli;

import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where labelled nuclei are. */
final class TrainingDataOptions {

    @Parameters(paramLabel = "DATA", description = {
        "Labelled nuclei, one of:",
        "- a folder with one sub-folder of crops per class (of whole images with --segment);",
        "- a folder of TIFF images whose overlay holds ROIs in groups;",
        "- a CSV file with the columns image,x,y,class."})
    private Path data;

    @Option(names = "--images", paramLabel = "DIR",
            description = "Folder of the images that a CSV file names (default: its own folder).")
    private Path images;

    @Option(names = "--segment", description = "The sub-folders hold whole images: segment them.")
    private boolean segment;

    TrainingSource source(ReadSettings settings) throws IOException {
        return source(data, settings);
    }

    /** Another set that is of the same form, with its images in the same place. */
    TrainingSource source(Path other, ReadSettings settings) throws IOException {
        return TrainingSource.of(other, images, segment, settings);
    }

    Path path() {
        return data;
    }
}
