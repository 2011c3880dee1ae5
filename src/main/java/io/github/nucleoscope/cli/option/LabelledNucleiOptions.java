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

/** Where labelled nuclei are, and how they are cropped. */
public final class LabelledNucleiOptions {

    @Parameters(paramLabel = "DATA", description = {
        "Labelled nuclei, one of:",
        "- a folder with one sub-folder of crops per class (of whole images with --segment);",
        "- a folder of TIFF images with ROIs in groups in their overlays or in <image>_ROIs.zip;",
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

    /** @throws InputException if a value is out of its range; the message is one line */
    public TrainingSource source() throws IOException {
        return source(data);
    }

    /** Returns the source of another set in the same form, whose images are in the same place. */
    public TrainingSource source(Path other) throws IOException {
        Signal signal = colours.signal(segmentation, Signal.FIRST);
        return form.source(other, ReadSettings.forTraining(crops.request(),
                segmentation.segmentation(signal.colour()), SegmentationMethods::open, signal));
    }

    public Path path() {
        return data;
    }
}
