package io.github.nucleoscope.fiji.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import io.github.nucleoscope.images.RoiClasses;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.workflow.ImageSegmentation;
import io.github.nucleoscope.workflow.SegmentationMethods;

/**
 * Where the outlines of an image come from.
 *
 * @param description a phrase for the user
 * @param found whether the segmentation has just found them
 * @param keepFile whether the ROI file next to the image is not an annotation's and must not be replaced
 * @param warnings what was suspicious during the segmentation, one of each kind
 */
public record OutlineSource(String description, boolean found, boolean keepFile, List<Problem> warnings) {

    /**
     * Ensures that the image's overlay has the outlines to annotate: those it already has; those of the ROI file next
     * to the image, if annotated later; otherwise those that the segmentation finds. Texts, lines and other ROIs of the
     * overlay are kept.
     *
     * @param segmentation for an image without outlines
     * @param note what the user should know about the segmentation, if it is needed
     * @param signal which values of the image show the nuclei
     * @throws IOException if the ROI file next to the image cannot be used, or the network cannot be read
     */
    static OutlineSource provide(ImagePlus image, Segmentation segmentation, Optional<String> note, Signal signal,
            AnnotationProgress progress) throws IOException {
        List<Roi> own = outlines(image);
        Optional<Path> file = file(image).map(RoiZip::beside).filter(Files::exists);
        if (file.isPresent()) {
            List<Roi> saved = RoiZip.read(file.get(), image.getWidth(), image.getHeight()).stream()
                    .filter(Outline::isOutline).toList();
            boolean keep = RoiClasses.of(saved).isEmpty();
            if (!saved.isEmpty() && (own.isEmpty() || RoiZip.isLater(saved, own))) {
                replace(image, saved);
                return new OutlineSource("outlines of " + file.get().getFileName(), false, keep, List.of());
            }
            if (!own.isEmpty()) {
                return new OutlineSource("outlines of the overlay", false, keep, List.of());
            }
        }
        if (!own.isEmpty()) {
            return new OutlineSource("outlines of the overlay", false, false, List.of());
        }
        List<Problem> warnings = new ArrayList<>(note.stream().map(Problem::ofText).toList());
        warnings.addAll(segment(image, segmentation, signal, progress));
        return new OutlineSource("outlines of the segmentation", true, file.isPresent(), warnings);
    }

    /** Returns the outlines in the image's overlay. */
    static List<Roi> outlines(ImagePlus image) {
        return image.getOverlay() == null ? List.of()
                : Stream.of(image.getOverlay().toArray()).filter(Outline::isOutline).toList();
    }

    private static void replace(ImagePlus image, List<Roi> outlines) {
        Overlay overlay = new Overlay();
        if (image.getOverlay() != null) {
            Arrays.stream(image.getOverlay().toArray()).filter(roi -> !Outline.isOutline(roi)).forEach(overlay::add);
        }
        outlines.forEach(overlay::add);
        image.setOverlay(overlay);
    }

    private static List<Problem> segment(ImagePlus image, Segmentation segmentation, Signal signal,
            AnnotationProgress progress) throws IOException {
        List<Roi> rois = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (NucleusFinder finder = SegmentationMethods.open(segmentation)) {
            finder.notes(signal).stream().map(Problem::ofText).forEach(problems::add);
            ImageSegmentation.Listener listener = new ImageSegmentation.Listener() {
                @Override
                public void progress(int done, int all) {
                    progress.step(done, all, "Finding nuclei");
                }

                @Override
                public void found(SegmentedPlane plane) {
                    rois.addAll(NucleusOverlay.segmented(List.of(plane), image, signal.channel().in(image)));
                }
            };
            problems.addAll(new ImageSegmentation(image, finder, segmentation.settings().polarity(), signal, false)
                    .run(listener).warnings());
        }
        NucleusOverlay.replaceIn(image, rois);
        return problems;
    }

    /** Returns the file that the image was opened from or saved to; empty if there is none. */
    static Optional<Path> file(ImagePlus image) {
        FileInfo info = image.getOriginalFileInfo();
        if (info == null || info.directory == null || info.fileName == null || info.directory.isBlank()
                || info.fileName.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(info.directory, info.fileName)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // ImageJ also stores web addresses there.
            return Optional.empty();
        }
    }
}
