package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WrittenFiles;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.table.ImageSummary;

/**
 * Classifies the nuclei of many images. Each image is written as TIFF with its nuclei in the overlay. An image that
 * cannot be used is named in the outcome, and the others are done.
 *
 * @param images the images
 * @param output folder for the TIFF files, there already when they are written
 * @param labels folder for the label images, there already when they are written; empty where none are wanted
 * @param nuclei where their outlines come from; stays the caller's to close
 * @param signal which values of the images show the nuclei
 */
public record BatchClassification(ImageSet images, Path output, Optional<Path> labels,
        NucleusSources nuclei, Signal signal) {

    /** Takes the results, image by image. */
    public interface Sink {

        /** An image was classified and written. */
        void classified(ClassifiedImage image) throws IOException;

        /**
         * What was suspicious about an image; outlines that were left out, or lost pixels to others.
         *
         * @param title of the image
         * @param problems one of each kind, with numbers; at least one
         */
        void problems(String title, List<Problem> problems);

        /** An image is done, well or not. */
        void done(ImageSummary summary) throws IOException;
    }

    /**
     * Goes through the images in order.
     *
     * @throws IOException where the sink, or the list of what was written, cannot be written
     */
    public void run(ImageClassifier classifier, FileProgress progress, Sink sink) throws IOException {
        int done = 0;
        WrittenFiles overlays = WrittenFiles.in(output);
        Optional<WrittenFiles> labelImages = labels.isPresent() ? Optional.of(WrittenFiles.in(labels.get()))
                : Optional.empty();
        for (ImageSet.Member member : images.members()) {
            if (progress.isCancelled()) {
                return;
            }
            ClassifiedImage classified = null;
            String problem = "";
            try {
                classified = classify(member, classifier, sink, overlays, labelImages);
            } catch (InputException e) {
                problem = e.problem();
            } catch (OutOfMemoryError e) {
                problem = "the memory is not enough for it: start Java with more, such as -Xmx8g";
            }
            if (classified != null) {
                sink.classified(classified);
                sink.done(ImageSummary.of(classified));
            } else {
                sink.done(ImageSummary.unusable(member.title(), classifier.classifier().classes(), problem));
            }
            progress.fileDone(++done, images.size(), member.file());
        }
    }

    private ClassifiedImage classify(ImageSet.Member member, ImageClassifier classifier, Sink sink,
            WrittenFiles overlays, Optional<WrittenFiles> labelImages) throws IOException {
        ImagePlus image = ImageFiles.read(member.file());
        NucleusSource source = nuclei.of(member, image);
        ClassifiedImage classified = classifier.classify(member.title(),
                Planes.of(image, signal).stream().map(source::nuclei).toList(), Planes.pixelSize(image));
        if (!source.problems().isEmpty()) {
            sink.problems(member.title(), source.problems());
        }
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image,
                signal.channel().in(image)));
        String tiff = member.name() + ".tif";
        overlays.replace(tiff, file -> ImageFiles.saveTiff(image, file));
        if (labelImages.isPresent()) {
            ImagePlus labelled = LabelImages.toImagePlus(member.title(),
                    classified.planes().stream().map(SegmentedPlane::labels).toList(), image);
            labelImages.get().replace(tiff, file -> ImageFiles.saveTiff(labelled, file));
        }
        return classified;
    }
}
