package io.github.nucleoscope.fiji.annotation;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.workflow.ImageClassification;
import net.imglib2.img.array.ArrayImgs;

/** Classifies the outlines of an image with a model, to suggest classes. */
final class Suggestions {

    private Suggestions() {}

    /**
     * Returns one suggestion for each outline that contains a pixel of the image, empty for the others; where outlines
     * overlap, the later one has the pixels.
     *
     * @param signal which values of the image show the nuclei
     * @param classes contain all classes of the model, by their names
     * @throws InputException if the image's pixel size does not fit the model's
     */
    static List<Optional<Suggestion>> of(ImagePlus image, List<Outline> outlines, NucleusClassifier model,
            Signal signal, RoiClasses classes, AnnotationProgress progress) {
        List<Optional<Suggestion>> suggestions = new ArrayList<>(Collections.nCopies(outlines.size(),
                Optional.empty()));
        ClassifiedImage classified = new ImageClassification(image, model, signal, plane -> outlined(plane, outlines),
                false).run((done, all) -> progress.step(done, all, "Suggesting classes")).image();
        for (ClassifiedNucleus nucleus : classified.nuclei()) {
            int group = classes.groupOf(model.classNames().get(nucleus.prediction().classIndex()));
            suggestions.set(nucleus.nucleus().label() - 1,
                    Optional.of(Suggestion.of(nucleus.prediction(), group)));
        }
        return suggestions;
    }

    /** Returns the outlines of a plane as a label image: the label is the number of the outline, from 1. */
    private static SegmentedPlane outlined(Planes.Plane plane, List<Outline> outlines) {
        int width = (int) plane.pixels().dimension(0);
        int height = (int) plane.pixels().dimension(1);
        int[] labels = new int[width * height];
        for (int i = 0; i < outlines.size(); i++) {
            if (outlines.get(i).isOn(plane.z(), plane.t())) {
                draw(outlines.get(i), i + 1, labels, width, height);
            }
        }
        return SegmentedPlane.of(plane, ArrayImgs.ints(labels, width, height));
    }

    private static void draw(Outline outline, int label, int[] labels, int width, int height) {
        Roi roi = outline.roi();
        Rectangle bounds = outline.bounds();
        ImageProcessor mask = roi.getMask();
        Rectangle inside = bounds.intersection(new Rectangle(width, height));
        for (int y = inside.y; y < inside.y + inside.height; y++) {
            for (int x = inside.x; x < inside.x + inside.width; x++) {
                if (mask == null || mask.get(x - bounds.x, y - bounds.y) != 0) {
                    labels[y * width + x] = label;
                }
            }
        }
    }
}
