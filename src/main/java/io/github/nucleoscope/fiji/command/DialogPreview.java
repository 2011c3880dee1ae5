package io.github.nucleoscope.fiji.command;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ij.ImagePlus;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;

/** The preview of an open dialog: starts and ends on request and follows the fields. */
final class DialogPreview {

    /** The fields that determine how nuclei are found. */
    interface Fields {
        Segmentation segmentation() throws IOException;
    }

    private final Consumer<String> status;

    /** Null while there is no preview. */
    private SegmentationPreview outlines;

    /** @param status takes one line for the status bar */
    DialogPreview(Consumer<String> status) {
        this.status = status;
    }

    /** Shows the outlines of the nuclei of an image, if there is one; returns at once. */
    void show(ImagePlus image, Fields fields, Supplier<Signal> signal) {
        if (image == null || image.getWidth() == 0 || outlines != null && outlines.image() != image) {
            end();
        }
        if (image == null || image.getWidth() == 0) {
            return;
        }
        try {
            Segmentation segmentation = fields.segmentation();
            Signal shown = signal.get();
            if (outlines == null) {
                outlines = new SegmentationPreview(image, status);
            }
            outlines.show(segmentation, shown);
        } catch (IOException | InputException e) {
            end();
            status.accept("Preview: " + e.getMessage());
        }
    }

    /** Ends the preview and restores the previous overlay. */
    void end() {
        if (outlines != null) {
            outlines.hide();
            outlines = null;
        }
    }
}
