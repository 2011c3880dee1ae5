package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.RoiGroupNames;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.overlay.PredictionMaps;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.workflow.ImageClassification;

/**
 * The classified nuclei of an open image, and where they are shown and written.
 *
 * @param channel that was classified, from 1
 * @param model its name
 */
record ClassifiedNuclei(ImagePlus image, int channel, String model, ImageClassification.Outcome outcome) {

    /**
     * Puts them into the image's overlay, and names ImageJ's ROI groups after the classes.
     *
     * @param legend whether the overlay gets the names of the classes, too
     * @param roiManager whether the ROI Manager gets the ROIs, too
     */
    void outline(boolean legend, boolean roiManager) {
        List<Roi> rois = NucleusOverlay.classified(outcome.image(), image, channel);
        List<Roi> overlay = new ArrayList<>(rois);
        if (legend) {
            overlay.addAll(NucleusOverlay.legend(outcome.image(), image));
        }
        RoiGroupNames.setInImageJ(NucleusOverlay.groupNames(outcome.image().classes()));
        OverlayUndo.replaceIn(image, overlay);
        if (roiManager) {
            NucleusRoiManager.append(rois);
        }
    }

    /**
     * Opens the table "Nuclei", where there are windows, with one row per nucleus.
     *
     * @param file that gets the table, too, in place of an older one; empty for none
     */
    void tabulate(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            try (ResultsCsv csv = new ResultsCsv(file.get(), outcome.image().classes(), model)) {
                csv.append(outcome.image());
            }
        }
        NucleusTable.show(NucleusTable.of(outcome.image(), model), NucleusTable.TITLE);
    }

    /** How many there are of each class, in one line. */
    String summary() {
        ClassifiedImage classified = outcome.image();
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

    /** The pixels of each nucleus have its label. */
    ImagePlus labelImage() {
        return LabelImages.toImagePlus("Labels of " + image.getTitle(), outcome.labels(), image);
    }

    /** The pixels of each nucleus have the number of its class, see {@link PredictionMaps#classes}. */
    ImagePlus classMap() {
        return PredictionMaps.classes(outcome.image(), image);
    }

    /** The pixels of each nucleus have the probability of a class, see {@link PredictionMaps#probability}. */
    ImagePlus probabilityMap(int classIndex) {
        return PredictionMaps.probability(outcome.image(), classIndex, image);
    }
}
