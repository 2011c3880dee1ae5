package io.github.nucleoscope.fiji;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.io.ModelFile;
import io.github.nucleoscope.io.ResultsCsv;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds and classifies the nuclei of the active image, as the model file says: its overlay gets one ROI per nucleus
 * with colour and ROI group of its class, and the table "Nuclei" one row. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Classify Nuclei", menuPath = "Plugins>Nucleoscope>Classify Nuclei",
        description = "Finds nuclei, classifies them with a trained model and outlines them in the colours of their "
                + "classes")
public final class ClassifyNuclei extends NucleoscopeCommand {

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are classified plane by plane")
    private ImagePlus image;

    @Parameter(label = "Model file", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip; it says how nuclei are found and prepared")
    private File model;

    @Parameter(label = "Channel (0: the model's)", min = "0", required = false, persist = false,
            description = "Channel that shows the nuclei, counted from 1; 0 for the one that the model was trained on")
    private int channel = 0;

    @Parameter(label = "Save table as (optional)", style = "save", required = false, persist = false,
            description = "CSV file for the results table; leave empty for none")
    private File results_file;

    @Parameter(label = "Open a label image", required = false, persist = false,
            description = "Opens an image in which the pixels of each nucleus have its label; 0 is background")
    private boolean make_label_image = false;

    @Parameter(label = "Add to ROI Manager", required = false, persist = false,
            description = "Appends the ROIs to the ROI Manager, too")
    private boolean add_to_roi_manager = false;

    /** For scripts; macros find the label image as the active image. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    @Override
    void execute() throws IOException {
        requireImage(image);
        Path modelPath = requirePath(model, "model");
        NucleusClassifier classifier = ModelFile.read(modelPath);
        int shown = channel == 0 ? classifier.preparation().channel() : channel;
        List<Plane> planes = Planes.of(image, shown);
        ClassifiedImage classified = classify(classifier, planes);
        List<Roi> rois = NucleusOverlay.classified(classified, image, shown);
        NucleusOverlay.replaceIn(image, rois);
        if (add_to_roi_manager) {
            NucleusRoiManager.append(rois);
        }
        log(summary(classified));
        String modelName = modelPath.getFileName().toString();
        if (!isMissing(results_file)) {
            try (ResultsCsv csv = new ResultsCsv(results_file.toPath(), classified.classes(), modelName)) {
                csv.append(classified);
            }
        }
        NucleusTable.show(NucleusTable.of(classified, modelName), NucleusTable.TITLE);
        if (make_label_image) {
            label_image = open(LabelImages.toImagePlus("Labels of " + image.getTitle(),
                    classified.planes().stream().map(SegmentedPlane::labels).toList(), image));
        }
    }

    /** Plane by plane, so that Esc need not wait for the whole stack. */
    private ClassifiedImage classify(NucleusClassifier classifier, List<Plane> planes) {
        PixelSize pixelSize = Planes.pixelSize(image);
        List<SegmentedPlane> segmented = new ArrayList<>();
        List<ClassifiedNucleus> nuclei = new ArrayList<>();
        int cutOff = 0;
        try (ImageClassifier imageClassifier = new ImageClassifier(classifier)) {
            for (Plane plane : planes) {
                stopIfAsked();
                showProgress(segmented.size(), planes.size(), "Classifying nuclei");
                ClassifiedImage part = imageClassifier.classify(image.getTitle(), List.of(plane), pixelSize,
                        imageClassifier.segmentation());
                segmented.addAll(part.planes());
                nuclei.addAll(part.nuclei());
                cutOff += part.cutOff();
            }
        }
        return new ClassifiedImage(image.getTitle(), pixelSize, classifier.classes(), segmented, nuclei, cutOff);
    }

    private static String summary(ClassifiedImage classified) {
        StringBuilder summary = new StringBuilder(classified.name() + ": " + classified.nuclei().size() + " nuclei");
        int[] counts = classified.countPerClass();
        for (int i = 0; i < counts.length; i++) {
            summary.append(", ").append(counts[i]).append(' ').append(classified.classes().get(i).name());
        }
        if (classified.cutOff() > 0) {
            summary.append("; ").append(classified.cutOff()).append(" are larger than the model's crops");
        }
        return summary.toString();
    }
}
