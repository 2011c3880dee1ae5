package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.NucleusSource;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * The nuclei to classify in an open image.
 *
 * @param source source of their outlines
 * @param notes what the user should know about how they are found, one line each
 * @param finder finds them; empty if they are outlined already
 */
record ChosenNuclei(NucleusSource source, List<String> notes, Optional<NucleusFinder> finder)
        implements AutoCloseable {

    /** Where the outlines come from. */
    enum From {
        /** The segmentation of the classifier. */
        SEGMENTATION,
        /** ROIs of the image's overlay. */
        OVERLAY,
        /** ROIs of the ROI Manager. */
        ROI_MANAGER,
        /** Another open image. */
        LABEL_IMAGE
    }

    /**
     * Opens the source of the nuclei.
     *
     * @param classifier the classifier of the nuclei
     * @param signal which values of the image show the nuclei
     * @param title title of the label image
     * @throws InputException if they should be outlined already and are not
     * @throws IOException if the network that finds them cannot be used
     */
    static ChosenNuclei open(From from, ImagePlus image, NucleusClassifier classifier, Signal signal, String title)
            throws IOException {
        return switch (from) {
            case SEGMENTATION -> found(classifier, signal);
            case OVERLAY -> outlined(NucleusSource.rois(require(NucleusOverlay.outlines(image), "the overlay of '"
                    + image.getTitle() + "' is empty: add ROIs to it with Image > Overlay > Add Selection"), image));
            case ROI_MANAGER -> outlined(NucleusSource.rois(require(NucleusRoiManager.rois(),
                    "the ROI Manager is empty or not open: add ROIs to it"), image));
            case LABEL_IMAGE -> outlined(NucleusSource.labelImage(labelImage(title), image));
        };
    }

    private static ChosenNuclei outlined(NucleusSource source) {
        return new ChosenNuclei(source, List.of(), Optional.empty());
    }

    private static ChosenNuclei found(NucleusClassifier classifier, Signal signal) throws IOException {
        Segmentation segmentation = SegmentationMethods.of(classifier.preparation());
        NucleusFinder finder = SegmentationMethods.open(segmentation);
        List<String> notes = Stream.concat(classifier.preparation().note(segmentation).stream(),
                finder.notes(signal).stream()).toList();
        return new ChosenNuclei(NucleusSource.segmentation(finder, segmentation.settings().polarity()), notes,
                Optional.of(finder));
    }

    private static List<Roi> require(List<Roi> rois, String otherwise) {
        if (rois.isEmpty()) {
            throw new InputException(otherwise);
        }
        return rois;
    }

    private static ImagePlus labelImage(String title) {
        if (title == null || title.isBlank()) {
            throw new InputException("label_image_title is missing: give the title of an open label image");
        }
        ImagePlus labels = WindowManager.getImage(title);
        if (labels == null) {
            throw new InputException("label_image_title '" + title + "': no image of this title is open");
        }
        return labels;
    }

    @Override
    public void close() {
        finder.ifPresent(NucleusFinder::close);
    }
}
