package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.overlay.PredictionMaps;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.workflow.NucleusSource;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Finds and classifies the nuclei of the active image, as the model file says: its overlay gets one ROI per nucleus
 * with colour and ROI group of its class, and the table "Nuclei" one row. Outlines of the user's own, or of another
 * program, can take the place of the model's segmentation. Esc or Cancel keeps the nuclei of the planes that are done,
 * without label image and maps. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Classify Nuclei",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Classify Nuclei", weight = 4)},
        description = "Finds nuclei, classifies them with a trained model and outlines them in the colours of their "
                + "classes")
public final class ClassifyNuclei extends NucleoscopeCommand {

    /** How many nuclei are classified between two looks at the Esc key. */
    private static final int AT_ONCE = 256;

    private enum NucleiFrom { SEGMENTATION, OVERLAY, ROI_MANAGER, LABEL_IMAGE }

    @Parameter(label = "Image", required = false, persist = false,
            description = "The image; stacks are classified plane by plane")
    private ImagePlus image;

    @Parameter(label = "Model file", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip; it says how nuclei are found and prepared")
    private File model;

    @Parameter(label = "Channel (0: the model's)", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name; 0 for the one that "
                    + "the model was trained on")
    private String channel = "0";

    @Parameter(label = "Nuclei from", choices = {"segmentation", "overlay", "roi_manager", "label_image"},
            required = false, persist = false,
            description = "Whose outlines: the model's own way to find nuclei, the area ROIs of the image's overlay or "
                    + "of the ROI Manager, or an open label image, such as StarDist's or Cellpose's")
    private String nuclei_from = "segmentation";

    @Parameter(label = "Title of the label image", required = false, persist = false,
            description = "Of an open image of the same size whose pixels are labels; for nuclei from a label image")
    private String label_image_title = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String result_heading = "<html><b>What becomes of them</b>";

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
            description = "Opens a heat map in which each nucleus is filled with the probability of one class, 0 to 1; "
                    + "NaN is background")
    private boolean make_probability_map = false;

    @Parameter(label = "Probability of (class)", required = false, persist = false,
            description = "Name of the class that the probability map shows; leave empty for the model's last class")
    private String probability_of = "";

    @Parameter(label = "Add to ROI Manager", required = false, persist = false,
            description = "Appends the ROIs to the ROI Manager, too")
    private boolean add_to_roi_manager = false;

    /** For scripts; macros find the images as open ones, the last of them as the active one. */
    @Parameter(type = ItemIO.OUTPUT, label = "Labels")
    private ImagePlus label_image;

    @Parameter(type = ItemIO.OUTPUT, label = "Classes")
    private ImagePlus class_map;

    @Parameter(type = ItemIO.OUTPUT, label = "Probability")
    private ImagePlus probability_map;

    @Override
    void execute() throws IOException {
        requireImage(image);
        Path modelPath = requirePath(model, "model");
        Optional<Path> table = table(results_file, "results_file");
        NucleusClassifier classifier = ModelFile.read(modelPath);
        int mapped = mappedClass(classifier);
        Signal signal = signal(classifier, channel);
        List<Plane> planes = Planes.of(image, signal);
        NucleiFrom from = Choice.of(NucleiFrom.class, "nuclei_from", nuclei_from);
        Segmentation segmentation = SegmentationMethods.of(classifier.preparation());
        List<RandomAccessibleInterval<IntType>> labels = new ArrayList<>();
        List<ClassifiedImage> parts;
        List<Problem> problems;
        try (NucleusFinder finder = from == NucleiFrom.SEGMENTATION ? finder(segmentation, classifier, signal)
                : null) {
            NucleusSource source = switch (from) {
                case SEGMENTATION -> NucleusSource.segmentation(finder, segmentation.settings().polarity());
                case OVERLAY -> NucleusSource.rois(requireRois(NucleusOverlay.outlines(image), "the overlay of '"
                        + image.getTitle() + "' is empty: add ROIs to it with Image > Overlay > Add Selection"), image);
                case ROI_MANAGER -> NucleusSource.rois(requireRois(NucleusRoiManager.rois(),
                        "the ROI Manager is empty or not open: add ROIs to it"), image);
                case LABEL_IMAGE -> NucleusSource.labelImage(openImage(label_image_title), image);
            };
            parts = classify(classifier, planes, source, labels);
            problems = source.problems();
        }
        boolean stopped = isStopped();
        if (parts.isEmpty()) {
            stopIfAsked();
        }
        ClassifiedImage classified = whole(classifier, parts);
        String modelName = modelPath.getFileName().toString();
        show(classified, signal.channel().in(image));
        if (table.isPresent()) {
            try (ResultsCsv csv = new ResultsCsv(table.get(), classified.classes(), modelName)) {
                csv.append(classified);
            }
        }
        problems.forEach(this::log);
        log(summary(classified));
        NucleusTable.show(NucleusTable.of(classified, modelName), NucleusTable.TITLE);
        if (stopped) {
            log(doneOf(parts.size(), planes.size(), "planes"));
            stopIfAsked();
        }
        if (make_label_image) {
            label_image = open(LabelImages.toImagePlus("Labels of " + image.getTitle(), labels, image));
        }
        if (make_class_map) {
            class_map = open(PredictionMaps.classes(classified, image));
        }
        if (make_probability_map) {
            probability_map = open(PredictionMaps.probability(classified, mapped, image));
        }
    }

    private NucleusFinder finder(Segmentation segmentation, NucleusClassifier classifier, Signal signal)
            throws IOException {
        NucleusFinder finder = SegmentationMethods.open(segmentation);
        classifier.preparation().note(segmentation).ifPresent(this::log);
        finder.notes(signal).forEach(this::log);
        return finder;
    }

    /** The class that the probability map shows: the last one where none is named. */
    private int mappedClass(NucleusClassifier classifier) {
        List<String> names = classifier.classNames();
        if (isBlank(probability_of)) {
            return names.size() - 1;
        }
        int index = names.indexOf(probability_of.strip());
        if (index < 0) {
            throw new InputException("probability_of '" + probability_of + "' is no class of the model: use "
                    + "one of " + String.join(", ", names));
        }
        return index;
    }

    private static List<Roi> requireRois(List<Roi> rois, String otherwise) {
        if (rois.isEmpty()) {
            throw new InputException(otherwise);
        }
        return rois;
    }

    private static ImagePlus openImage(String title) {
        if (isBlank(title)) {
            throw new InputException("label_image_title is missing: give the title of an open label image");
        }
        ImagePlus labels = WindowManager.getImage(title);
        if (labels == null) {
            throw new InputException("label_image_title '" + title + "': no image of this title is open");
        }
        return labels;
    }

    /**
     * Plane by plane, and a few nuclei at a time, so that Esc need not wait for the whole stack.
     *
     * @param labels takes the labels of each plane where they are wanted
     * @return one part for each plane that was done, without the planes themselves, whose memory a stack has no room
     *     for
     */
    private List<ClassifiedImage> classify(NucleusClassifier classifier, List<Plane> planes, NucleusSource source,
            List<RandomAccessibleInterval<IntType>> labels) {
        List<ClassifiedImage> parts = new ArrayList<>();
        try (ImageClassifier imageClassifier = new ImageClassifier(classifier)) {
            while (parts.size() < planes.size() && !isStopped()) {
                showProgress(100L * parts.size(), 100L * planes.size(), "Classifying nuclei");
                SegmentedPlane plane = source.nuclei(planes.get(parts.size()));
                List<ClassifiedImage> some = new ArrayList<>();
                for (int from = 0; from < plane.nuclei().size(); from += AT_ONCE) {
                    if (isStopped()) {
                        return parts;
                    }
                    showProgress(100L * parts.size() + 100L * from / plane.nuclei().size(), 100L * planes.size(),
                            "Classifying nuclei");
                    List<Nucleus> next = plane.nuclei().subList(from,
                            Math.min(from + AT_ONCE, plane.nuclei().size()));
                    some.add(imageClassifier.classify(image.getTitle(),
                            List.of(new SegmentedPlane(plane.plane(), plane.labels(), next)),
                            Planes.pixelSize(image)));
                }
                parts.add(whole(classifier, some));
                if (make_label_image) {
                    labels.add(plane.labels());
                }
            }
        }
        return parts;
    }

    private ClassifiedImage whole(NucleusClassifier classifier, List<ClassifiedImage> parts) {
        return new ClassifiedImage(image.getTitle(), Planes.pixelSize(image), classifier.classes(), List.of(),
                parts.stream().flatMap(part -> part.nuclei().stream()).toList(),
                parts.stream().mapToInt(ClassifiedImage::cutOff).sum());
    }

    private void show(ClassifiedImage classified, int shown) {
        List<Roi> rois = NucleusOverlay.classified(classified, image, shown);
        List<Roi> overlay = new ArrayList<>(rois);
        if (show_legend) {
            overlay.addAll(NucleusOverlay.legend(classified, image));
        }
        OverlayUndo.replaceIn(image, overlay);
        if (add_to_roi_manager) {
            NucleusRoiManager.append(rois);
        }
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
