package io.github.nucleoscope.fiji.annotation;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.RoiClasses.RoiClass;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * The initial state of an annotation.
 *
 * @param outlines the outlines of the nuclei, all in the image's overlay
 * @param annotation the classes so far; nuclei in the order of the outlines
 * @param source where the outlines come from
 */
public record AnnotationStart(List<Outline> outlines, Annotation annotation, OutlineSource source) {

    /**
     * Takes outlines, classes and labels from the image's overlay, from the ROI file next to the image, or from the
     * segmentation with default settings. ROI groups are labels.
     *
     * @param model model that suggests classes; empty for none
     * @param signal which values of the image show the nuclei
     * @throws IOException if the ROI file next to the image cannot be used, or the network cannot be read
     * @throws InputException if there are no nuclei, or the model does not fit the image
     */
    public static AnnotationStart of(ImagePlus image, Optional<NucleusClassifier> model, Signal signal,
            AnnotationProgress progress) throws IOException {
        model.ifPresent(given -> given.preparation().requireKind(image, signal));
        Segmentation segmentation = model.isPresent() ? SegmentationMethods.of(model.get().preparation())
                : SegmentationMethods.byDefault(signal.colour());
        Optional<String> note = model.flatMap(given -> given.preparation().note(segmentation));
        OutlineSource source = OutlineSource.provide(image, segmentation, note, signal, progress);
        List<Outline> outlines = OutlineSource.outlines(image).stream().map(roi -> Outline.of(roi, image)).toList();
        if (outlines.isEmpty()) {
            throw new InputException("no nuclei were found in " + image.getTitle()
                    + ": find them with Segment Nuclei, or outline them and add them to the overlay (Ctrl+B)"
                    + source.warnings().stream().map(warning -> "; " + warning.text()).collect(Collectors.joining()));
        }
        RoiClasses classes = classes(image, outlines, model);
        List<Optional<Suggestion>> suggestions = model.isEmpty()
                ? Collections.nCopies(outlines.size(), Optional.empty())
                : Suggestions.of(image, outlines, model.get(), signal, classes, progress);
        int[] groups = outlines.stream().mapToInt(outline -> outline.roi().getGroup()).toArray();
        return new AnnotationStart(outlines, new Annotation(groups, suggestions, classes), source);
    }

    /** Returns the classes of the saved annotation, the ROI groups and the model; two new ones if there are none. */
    private static RoiClasses classes(ImagePlus image, List<Outline> outlines, Optional<NucleusClassifier> model) {
        RoiClasses classes = RoiClasses.of(outlines.stream().map(Outline::roi).toList())
                .orElse(new RoiClasses(new TreeMap<>()));
        Map<Integer, String> names = RoiGroupNames.of(image.getOverlay());
        for (Outline outline : outlines) {
            Roi roi = outline.roi();
            if (roi.getGroup() > 0 && !classes.byGroup().containsKey(roi.getGroup())) {
                classes = classes.withNamed(roi.getGroup(), names.get(roi.getGroup()));
            }
        }
        for (NucleusClass modelClass : model.map(NucleusClassifier::classes).orElse(List.of())) {
            if (classes.groupOf(modelClass.name()) == 0) {
                classes = classes.with(classes.lowestFree(), new RoiClass(modelClass.name(), modelClass.rgb()));
            }
        }
        return classes.byGroup().isEmpty() ? classes.withNamed(1, "class 1").withNamed(2, "class 2") : classes;
    }
}
