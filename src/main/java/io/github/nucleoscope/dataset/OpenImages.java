package io.github.nucleoscope.dataset;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.RoiMasks.RoiMask;
import io.github.nucleoscope.problem.InputException;

/**
 * Images that are open in ImageJ and whose nuclei are labelled by ROIs in groups, see {@link RoiGroups}. Their crops
 * are grouped by image title.
 *
 * @param images one or more images
 * @param settings how nuclei are segmented and crops are cut
 */
public record OpenImages(List<Annotated> images, ReadSettings settings) implements TrainingSource {

    /**
     * An image with its labels.
     *
     * @param rois the ROIs that are in groups
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
        try (CropCollector collector = new CropCollector(settings, settings.crops(), true)) {
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
            try {
                collector.begin(source.name(), annotated.image);
                RoiGroups.collect(annotated.image, annotated.rois, source, settings, collector);
            } catch (FinderException e) {
                throw e;
            } catch (InputException e) {
                collector.warn(source.name() + ": " + e.getMessage());
            }
            // An open image may have no file, and its title may not be a valid file name.
            progress.fileDone(++done, images.size(), Path.of("image " + done));
        }
        return collector.trainingSet("the ROI groups of " + (images.size() == 1
                ? "the open image " + images.get(0).image().getTitle() : images.size() + " open images"));
    }
}
