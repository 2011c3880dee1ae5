package io.github.nucleoscope.fiji;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFileException;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.io.ImageSummary;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Classifies the nuclei of many images. Each image is written as TIFF with its nuclei in the overlay. An image that
 * cannot be used is named in the outcome, and the others are done.
 *
 * @param files the images
 * @param output folder for the TIFF files, there already when they are written
 * @param labels folder for the label images, there already when they are written; empty where none are wanted
 * @param segmentation how nuclei are found; empty for the model's own way
 * @param channel from 1
 */
public record BatchClassification(List<Path> files, Path output, Optional<Path> labels,
        Optional<SegmentationSettings> segmentation, int channel) {

    /** Takes the results, image by image. */
    public interface Sink {

        /** An image was classified and written. */
        void classified(ClassifiedImage image) throws IOException;

        /** An image is done, well or not. */
        void done(ImageSummary summary) throws IOException;
    }

    /**
     * All images of a folder.
     *
     * @throws IOException where the folder cannot be read
     * @throws IllegalArgumentException where it has no image, or where both folders are the same: the images would be
     *     replaced
     */
    static BatchClassification of(Path input, Path output, int channel) throws IOException {
        List<Path> files = ImageFiles.list(input);
        if (files.isEmpty()) {
            throw new IllegalArgumentException(input + ": there is no image in this folder");
        }
        if (Files.exists(output) && Files.isSameFile(input, output)) {
            throw new IllegalArgumentException(output + ": the output folder is the input folder, whose images would "
                    + "be replaced: choose another one");
        }
        return new BatchClassification(files, output, Optional.empty(), Optional.empty(), channel);
    }

    /**
     * Goes through the images in order.
     *
     * @throws IOException where the sink cannot write
     */
    public void run(ImageClassifier classifier, FileProgress progress, Sink sink) throws IOException {
        Set<String> written = new HashSet<>();
        for (int i = 0; i < files.size() && !progress.isCancelled(); i++) {
            String name = files.get(i).getFileName().toString();
            ImageSummary summary;
            try {
                ClassifiedImage classified = classify(files.get(i), name, classifier, written);
                sink.classified(classified);
                summary = ImageSummary.of(classified);
            } catch (ImageFileException | IllegalArgumentException e) {
                summary = ImageSummary.unusable(name, classifier.classifier().classes(), e.getMessage());
            }
            sink.done(summary);
            progress.fileDone(i + 1, files.size(), files.get(i));
        }
    }

    private ClassifiedImage classify(Path file, String name, ImageClassifier classifier, Set<String> written)
            throws ImageFileException {
        ImagePlus image = ImageFiles.read(file);
        ClassifiedImage classified = classifier.classify(name, Planes.of(image, channel), Planes.pixelSize(image),
                segmentation.orElse(classifier.segmentation()));
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image, channel));
        String tiff = tiffName(name);
        if (!written.add(tiff.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("another image was written to " + tiff + " already: rename one");
        }
        ImageFiles.saveTiff(image, output.resolve(tiff));
        if (labels.isPresent()) {
            ImageFiles.saveTiff(LabelImages.toImagePlus(name,
                    classified.planes().stream().map(SegmentedPlane::labels).toList(), image),
                    labels.get().resolve(tiff));
        }
        return classified;
    }

    /** The extension stays in the name, so that a.png and a.jpg do not become the same file. */
    private static String tiffName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".tif") || lower.endsWith(".tiff") ? name : name + ".tif";
    }
}
