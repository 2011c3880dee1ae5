package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.workflow.ImageClassification;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds and classifies the nuclei of the active image as the model determines: adds one ROI per nucleus to its overlay,
 * with colour and ROI group of the class, and one row to the table "Nuclei". Outlines by the user or another program
 * can replace the model's segmentation. Esc or Cancel keeps the nuclei of the finished planes, without label image and
 * maps. Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Classify Nuclei",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Classify Nuclei", weight = 4)},
        description = "Finds nuclei, classifies them with a trained model and outlines them in the colours of their "
                + "classes")
public final class ClassifyNuclei extends NucleoscopeCommand {

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are classified plane by plane")
    private ImagePlus image;

    @Parameter(label = "Model file", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip; it determines how nuclei are found and prepared")
    private File model;

    @Parameter(label = "Channel (0: the model's)", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name; 0 for the one that "
                    + "the model was trained on")
    private String channel = "0";

    @Parameter(label = "Nuclei from", choices = {"segmentation", "overlay", "roi_manager", "label_image"},
            required = false, persist = false,
            description = "Source of the outlines: the model's segmentation, the area ROIs of the image's overlay or "
                    + "of the ROI Manager, or an open label image, for example from StarDist or Cellpose")
    private String nuclei_from = "segmentation";

    @Parameter(label = "Title of the label image", required = false, persist = false,
            description = "Title of an open image of the same size whose pixels are labels; for label_image")
    private String label_image_title = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String result_heading = "<html><b>Results</b>";

    @Parameter(label = "Save table as (optional)", style = "save", required = false, persist = false,
            description = "CSV file for the results table; leave empty for none")
    private File results_file;

    @Parameter(label = "Show a legend", required = false, persist = false,
            description = "Adds the names of the classes, in their colours, to the overlay")
    private boolean show_legend = false;

    @Parameter(label = "Open a label image", required = false, persist = false,
            description = "Opens an image in which the pixels of each nucleus have its label; 0 is background")
    private boolean make_label_image = false;

    @Parameter(label = "Open a class map", required = false, persist = false,
            description = "Opens an image in which the pixels of each nucleus have the number of its class, from 1; 0 "
                    + "is background")
    private boolean make_class_map = false;

    @Parameter(label = "Open a probability map", required = false, persist = false,
            description = "Opens a heat map in which each nucleus is filled with its probability of one class, 0 to 1; "
                    + "background is NaN")
    private boolean make_probability_map = false;

    @Parameter(label = "Probability of (class)", required = false, persist = false,
            description = "Name of the class that the probability map shows; leave empty for the model's last class")
    private String probability_of = "";

    @Parameter(label = "Add to ROI Manager", required = false, persist = false,
            description = "Also appends the ROIs to the ROI Manager")
    private boolean add_to_roi_manager = false;

    /** For scripts; for macros the images are open, and the last of them is the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    @Parameter(type = ItemIO.OUTPUT, label = "Classes")
    private ImagePlus class_map;

    @Parameter(type = ItemIO.OUTPUT, label = "Probability")
    private ImagePlus probability_map;

    @Override
    void execute() throws IOException {
        ImageParameter.require(image);
        Path file = PathParameter.require(model, "model");
        Optional<Path> table = PathParameter.table(results_file, "results_file");
        NucleusClassifier classifier = ModelFile.read(file);
        int mapped = ClassParameter.index(classifier.classNames(), "probability_of", probability_of);
        Signal signal = ChannelParameter.signal(classifier, channel);
        int plane = signal.channel().in(image);
        ChosenNuclei.From from = Choice.of(ChosenNuclei.From.class, "nuclei_from", nuclei_from);
        ImageClassification.Outcome outcome;
        try (ChosenNuclei nuclei = ChosenNuclei.open(from, image, classifier, signal, label_image_title)) {
            nuclei.notes().forEach(this::log);
            outcome = new ImageClassification(image, classifier, signal, nuclei.source(), make_label_image)
                    .run(new ClassificationStatus(this));
        }
        if (outcome.done() == 0) {
            stopIfAsked();
        }
        ClassifiedNuclei nuclei = new ClassifiedNuclei(image, plane, file.getFileName().toString(), outcome);
        nuclei.outline(show_legend, add_to_roi_manager);
        nuclei.tabulate(table);
        outcome.problems().forEach(this::log);
        log(nuclei.summary());
        stopIfAskedAfter(outcome.done(), outcome.all(), "planes");
        label_image = make_label_image ? open(nuclei.labelImage()) : null;
        class_map = make_class_map ? open(nuclei.classMap()) : null;
        probability_map = make_probability_map ? open(nuclei.probabilityMap(mapped)) : null;
    }
}
