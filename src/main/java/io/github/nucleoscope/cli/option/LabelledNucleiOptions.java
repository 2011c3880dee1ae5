package io.github.nucleoscope.cli.option;

import java.io.IOException;
import java.nio.file.Path;

import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where labelled nuclei are, and how crops of them are made. */
public final class LabelledNucleiOptions {

    @Parameters(paramLabel = "DATA", description = {
        "Labelled nuclei, one of:",
        "- a folder with one sub-folder of crops per class (of whole images with --segment);",
        "- a folder of TIFF images whose overlay holds ROIs in groups;",
        "- a CSV file with the columns image,x,y,class."})
    private Path data;

    @Mixin
    private DataFormOptions form;

    @Mixin
    private CropOptions crops;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private ColourOptions colours;

    /** @throws InputException in one line, where a value is out of its range */
    public TrainingSource source() throws IOException {
        return source(data);
    }

    /** Another set that is of the same form, with its images in the same place. */
    public TrainingSource source(Path other) throws IOException {
        Signal signal = colours.signal(segmentation, Signal.FIRST);
        return form.source(other, ReadSettings.forTraining(crops.settings(),
                segmentation.segmentation(signal.colour()), SegmentationMethods::open, signal));
    }

    public Path path() {
        return data;
    }
}
