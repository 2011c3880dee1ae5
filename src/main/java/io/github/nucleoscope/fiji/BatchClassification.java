package io.github.nucleoscope.fiji;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFileException;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.io.ImageSummary;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Classifies the nuclei of many images. Each image is written as TIFF with its nuclei in the overlay. An image that
 * cannot be used is named in the outcome, and the others are done.
 *
 * @param images the images
 * @param output folder for the TIFF files, there already when they are written
 * @param labels folder for the label images, there already when they are written; empty where none are wanted
 * @param segmentation how nuclei are found; empty for the model's own way
 * @param outlines label images whose nuclei are classified, each by the name of its image; empty where nuclei are to be
 *     found
 * @param channel from 1
 */
public record BatchClassification(ImageSet images, Path output, Optional<Path> labels,
        Optional<SegmentationSettings> segmentation, Optional<ImageSet> outlines, int channel) {

    /** Takes the results, image by image. */
    public interface Sink {

        /** An image was classified and written. */
        void classified(ClassifiedImage image) throws IOException;

        /** An image is done, well or not. */
        void done(ImageSummary summary) throws IOException;
    }

    /**
     * Goes through the images in order.
     *
     * @throws IOException where the sink cannot write
     */
    public void run(ImageClassifier classifier, FileProgress progress, Sink sink) throws IOException {
        int done = 0;
        for (ImageSet.Member member : images.members()) {
            if (progress.isCancelled()) {
                return;
            }
            ImageSummary summary;
            try {
                ClassifiedImage classified = classify(member, classifier);
                sink.classified(classified);
                summary = ImageSummary.of(classified);
            } catch (ImageFileException e) {
                summary = ImageSummary.unusable(member.title(), classifier.classifier().classes(), e.problem());
            } catch (IllegalArgumentException e) {
                summary = ImageSummary.unusable(member.title(), classifier.classifier().classes(), e.getMessage());
            } catch (OutOfMemoryError e) {
                summary = ImageSummary.unusable(member.title(), classifier.classifier().classes(),
                        "the memory is not enough for it: start Java with more, such as -Xmx8g");
            }
            sink.done(summary);
            progress.fileDone(++done, images.size(), member.file());
        }
    }

    private ClassifiedImage classify(ImageSet.Member member, ImageClassifier classifier) throws ImageFileException {
        ImagePlus image = ImageFiles.read(member.file());
        NucleusSource source = outlines.isPresent() ? outlinesOf(member, image)
                : NucleusSource.segmentation(segmentation.orElse(classifier.segmentation()));
        ClassifiedImage classified = classifier.classify(member.title(),
                Planes.of(image, channel).stream().map(source::nuclei).toList(), Planes.pixelSize(image));
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image, channel));
        String tiff = member.name() + ".tif";
        ImageFiles.saveTiff(image, output.resolve(tiff));
        if (labels.isPresent()) {
            ImageFiles.saveTiff(LabelImages.toImagePlus(member.title(),
                    classified.planes().stream().map(SegmentedPlane::labels).toList(), image),
                    labels.get().resolve(tiff));
        }
        return classified;
    }

    private NucleusSource outlinesOf(ImageSet.Member member, ImagePlus image) throws ImageFileException {
        for (ImageSet.Member labelImage : outlines.orElseThrow().members()) {
            if (labelImage.name().equals(member.name())) {
                return NucleusSource.labelImage(ImageFiles.read(labelImage.file()), image);
            }
        }
        throw new IllegalArgumentException("there is no label image of the name '" + member.name() + "'");
    }
}
