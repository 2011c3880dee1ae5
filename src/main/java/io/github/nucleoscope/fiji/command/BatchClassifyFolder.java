package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.workflow.BatchClassification.Output;
import io.github.nucleoscope.workflow.BatchClassification;
import io.github.nucleoscope.workflow.NucleusSources;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Classifies the nuclei of all images in a folder. Writes one TIFF per image with the nuclei in its overlay,
 * results.csv with one row per nucleus, and summary.csv with one row per image to the output folder. Files that cannot
 * be used are named in the Log and the summary. Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Batch Classify Folder",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Batch Classify Folder", weight = 5)},
        description = "Classifies the nuclei of all images in a folder and writes images, results.csv and summary.csv")
public final class BatchClassifyFolder extends NucleoscopeCommand {

    @Parameter(label = "Input folder", style = "directory", required = false, persist = false,
            description = "Folder of the images: TIFF, PNG, JPEG, BMP, GIF or PGM; sub-folders are not searched")
    private File input_folder;

    @Parameter(label = "Model file", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip; it determines how nuclei are found and prepared")
    private File model;

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Created if missing; not the input folder. Earlier results of the same names are "
                    + "replaced, except images that have been changed since")
    private File output_folder;

    @Parameter(label = "Label images or ROIs (optional)", style = "directory", required = false, persist = false,
            description = "Classifies the nuclei in this folder of label images, such as StarDist's or Cellpose's, "
                    + "named like the images, or of ROI files, <image>.zip or <image>_ROIs.zip; leave empty to find "
                    + "the nuclei as the model determines")
    private File label_folder;

    @Parameter(label = "Channel (0: the model's)", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name; 0 for the one that "
                    + "the model was trained on")
    private String channel = "0";

    @Override
    void execute() throws IOException {
        BatchFolders folders = BatchFolders.of(input_folder, output_folder, label_folder);
        Path file = PathParameter.require(model, "model");
        NucleusClassifier classifier = ModelFile.read(file);
        Signal signal = ChannelParameter.signal(classifier, channel);
        Segmentation segmentation = SegmentationMethods.of(classifier.preparation());
        Output output = Output.together(folders.output());
        output.make(folders.images());
        RoiGroupNames.setInImageJ(NucleusOverlay.groupNames(classifier.classes()));
        if (folders.outlines().isEmpty()) {
            classifier.preparation().note(segmentation).ifPresent(this::log);
        }
        BatchClassification.Outcome outcome;
        try (NucleusSources nuclei = folders.outlines().isPresent() ? folders.outlines().get()
                : NucleusSources.segmentation(segmentation)) {
            showProgress(0, folders.images().size(), "Classifying nuclei");
            outcome = new BatchClassification(classifier, file.getFileName().toString(), folders.images(), nuclei,
                    signal, output).run(new BatchStatus(this));
        }
        NucleusTable.show(NucleusTable.table(ImageSummary.columns(classifier.classes()),
                outcome.images().stream().map(ImageSummary::values).toList()), "Nuclei per Image");
        stopIfAskedAfter(outcome.images().size(), outcome.asked(), "images");
        if (outcome.used() == 0) {
            throw new InputException(folders.input(), "none of the " + outcome.asked() + " images could be used: "
                    + output.summary() + " says why");
        }
        log(outcome.nuclei() + " nuclei in " + outcome.used() + " of " + outcome.asked() + " images, written to "
                + folders.output());
    }
}
