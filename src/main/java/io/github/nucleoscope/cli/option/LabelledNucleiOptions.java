package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.nio.file.Path;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where labelled nuclei are, and how crops of them are made. */
public final class LabelledNucleiOptions {

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

    @Mixin
    private CropOptions crops;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private ColourOptions colours;

    /** @throws IllegalArgumentException in one line, where a value is out of its range */
    public TrainingSource source() throws IOException {
        return source(data);
    }

    /** Another set that is of the same form, with its images in the same place. */
    public TrainingSource source(Path other) throws IOException {
        Signal signal = colours.signal(segmentation, Signal.FIRST);
        return TrainingSource.of(other, images, segment, ReadSettings.forTraining(crops.settings(),
                segmentation.segmentation(signal.colour()), SegmentationMethods::open, signal));
    }

    /**
     * Reads, and shows how far it is.
     *
     * @throws IOException in one line, where a file cannot be read
     * @throws InputException where the reading was interrupted
     */
    public static TrainingSet read(TrainingSource source, String task, Console console) throws IOException {
        TrainingSet set;
        try (Progress progress = console.progress(task)) {
            set = source.read(progress);
        }
        if (Interruption.isRequested()) {
            throw new InputException("stopped: not all of the nuclei were read, so nothing was done with them");
        }
        return set;
    }

    public Path path() {
        return data;
    }
}
