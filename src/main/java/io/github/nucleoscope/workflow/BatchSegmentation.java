package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WrittenFiles;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.table.NucleiCsv;
import io.github.nucleoscope.table.NucleusRow;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds the nuclei of many images and writes a label image for each. An image that cannot be used is named in the
 * outcome, and the others are processed.
 *
 * @param images to be segmented
 * @param finder finds the nuclei; to be closed by the caller
 * @param polarity of the nuclei that it finds
 * @param signal which values of the images show the nuclei
 * @param stitch whether nuclei keep their labels through the slices of a stack
 * @param labels folder of the label images, created if it is missing
 * @param measurements file for a table of shape, intensity and texture of each nucleus; empty if none is wanted
 */
public record BatchSegmentation(ImageSet images, NucleusFinder finder, Polarity polarity, Signal signal,
        boolean stitch, Path labels, Optional<Path> measurements) {

    /** Receives the progress of the batch, on its thread, and may cancel it. */
    public interface Listener extends ImageBatch.Listener {
        /** Called with a note about all images, or if one image, which the problem names, looks wrong. */
        void warning(Problem problem);
    }

    /**
     * The result of the batch.
     *
     * @param nuclei number of nuclei found, by image name; a nucleus stitched through several slices counts once
     * @param diameters diameter in pixels that nuclei were taken to have, by image name; only of images for which the
     *     finder needs it and sees nuclei
     * @param leftOut number of objects that were left out as debris, by image name; only images with debris
     * @param warnings what looks wrong, by image name; only images with warnings
     * @param failures one for each image that failed, and one if the batch was stopped
     * @param failed number of images that failed
     */
    public record Outcome(Map<String, Integer> nuclei, Map<String, Double> diameters,
            Map<String, Integer> leftOut, Map<String, List<Problem>> warnings, List<Problem> failures, int failed) {

        /** Returns the number of nuclei in all images. */
        public long total() {
            return nuclei.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /**
     * Finds the nuclei, in several images at a time if the finder allows several threads.
     *
     * @throws IOException if the table or the list of written files cannot be written
     * @throws InputException if a label image would replace an image that was not written by Nucleoscope
     */
    public Outcome run(Listener listener) throws IOException {
        Files.createDirectories(labels);
        images.requireReplaceable(labels);
        WrittenFiles written = WrittenFiles.in(labels);
        ImageBatch batch = new ImageBatch(images, listener);
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Double> diameters = new LinkedHashMap<>();
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        Map<String, List<Problem>> warnings = new LinkedHashMap<>();
        try (NucleiCsv table = measurements.isPresent() ? new NucleiCsv(measurements.get(), true) : null) {
            finder.notes(signal).stream().map(Problem::ofText).forEach(listener::warning);
            batch.forEach(finder.threads(), this::segment, (name, found) -> {
                written.replace(name + ".tif", file -> LabelImages.save(found.labels, found.image, file));
                if (table != null) {
                    table.append(found.rows);
                }
                counts.put(name, found.nuclei);
                found.diameter.ifPresent(diameter -> diameters.put(name, diameter));
                if (found.leftOut > 0) {
                    leftOut.put(name, found.leftOut);
                }
                if (!found.warnings.isEmpty()) {
                    warnings.put(name, found.warnings);
                }
                found.warnings.forEach(warning -> listener.warning(warning.of(name)));
            });
        }
        return new Outcome(Collections.unmodifiableMap(counts), Collections.unmodifiableMap(diameters),
                Collections.unmodifiableMap(leftOut), Collections.unmodifiableMap(warnings),
                batch.failures(), batch.failed());
    }

    /**
     * The nuclei of an image.
     *
     * @param labels one label image per plane
     * @param rows of the measured nuclei; empty if nuclei are not measured
     */
    private record Found(ImagePlus image, List<RandomAccessibleInterval<IntType>> labels, int nuclei,
            OptionalDouble diameter, int leftOut, List<NucleusRow> rows, List<Problem> warnings) {}

    private Found segment(String name, ImagePlus image) {
        List<RandomAccessibleInterval<IntType>> planes = new ArrayList<>();
        List<NucleusRow> rows = new ArrayList<>();
        int[] outlines = {0};
        ImageSegmentation.Outcome outcome = new ImageSegmentation(image, finder, polarity, signal, stitch).run(
                plane -> {
                    planes.add(plane.labels());
                    outlines[0] += plane.nuclei().size();
                    if (measurements.isPresent()) {
                        rows.addAll(NucleusRow.of(name, plane, Planes.pixelSize(image), true));
                    }
                });
        return new Found(image, planes, stitch ? outcome.stitched() : outlines[0], outcome.diameter(),
                outcome.leftOut(), rows, outcome.warnings());
    }
}
