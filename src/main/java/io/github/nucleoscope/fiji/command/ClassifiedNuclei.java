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
 * The classified nuclei of an open image; shows and writes them.
 *
 * @param channel the classified channel, from 1
 * @param model name of the model
 */
record ClassifiedNuclei(ImagePlus image, int channel, String model, ImageClassification.Outcome outcome) {

    /**
     * Adds the nuclei to the image's overlay and names ImageJ's ROI groups after the classes.
     *
     * @param legend whether to add the names of the classes to the overlay
     * @param roiManager whether to add the ROIs to the ROI Manager
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
     * Opens the table "Nuclei" with one row per nucleus, if there are windows.
     *
     * @param file the file to which the table is also written, replacing an older one; empty for none
     */
    void tabulate(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            try (ResultsCsv csv = new ResultsCsv(file.get(), outcome.image().classes(), model)) {
                csv.append(outcome.image());
            }
        }
        NucleusTable.show(NucleusTable.of(outcome.image(), model), NucleusTable.TITLE);
    }

    /** Returns the number of nuclei of each class, in one line. */
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

    /** Returns an image in which the pixels of each nucleus have its label. */
    ImagePlus labelImage() {
        return LabelImages.toImagePlus("Labels of " + image.getTitle(), outcome.labels(), image);
    }

    /** Returns an image in which the pixels of each nucleus have the number of its class. */
    ImagePlus classMap() {
        return PredictionMaps.classes(outcome.image(), image);
    }

    /** Returns an image in which the pixels of each nucleus have the probability of a class. */
    ImagePlus probabilityMap(int classIndex) {
        return PredictionMaps.probability(outcome.image(), classIndex, image);
    }
}
