package io.github.nucleoscope.dataset;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.RoiMasks.RoiMask;
import io.github.nucleoscope.problem.InputException;

/**
 * Images that are open in ImageJ and whose nuclei are labelled by ROIs in groups, as {@link RoiGroups} says. Their
 * crops are grouped by the images' titles.
 *
 * @param images one or more
 * @param settings how crops are cut and nuclei found
 */
public record OpenImages(List<Annotated> images, ReadSettings settings) implements TrainingSource {

    /**
     * An image with its labels.
     *
     * @param rois those that are in groups
     */
    public record Annotated(ImagePlus image, List<RoiMask> rois) {

        public Annotated {
            rois = List.copyOf(rois);
        }
    }

    public OpenImages {
        images = List.copyOf(images);
    }

    @Override
    public TrainingSet read(FileProgress progress) {
        try (CropCollector collector = new CropCollector(settings, true)) {
            return read(progress, collector);
        }
    }

    private TrainingSet read(FileProgress progress, CropCollector collector) {
        int done = 0;
        for (Annotated annotated : images) {
            if (progress.isCancelled()) {
                break;
            }
            SourceImage source = SourceImage.open(annotated.image);
            collector.colour(source.name(), annotated.image);
            try {
                RoiGroups.collect(annotated.image, annotated.rois, source, settings, collector);
            } catch (FinderException e) {
                throw e;
            } catch (InputException e) {
                collector.warn(source.name() + ": " + e.getMessage());
            }
            // An open image need not have a file, and its title need not be the name of one.
            progress.fileDone(++done, images.size(), Path.of("image " + done));
        }
        return collector.trainingSet("the ROI groups of " + (images.size() == 1
                ? "the open image " + images.get(0).image().getTitle() : images.size() + " open images"));
    }
}
