package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nucleoscope.segmentation.learned.BackgroundCorrection;

/**
 * Settings of the training of a segmentation network.
 *
 * @param optimiser settings of the optimiser
 * @param schedule learning rate schedule
 * @param diameter median diameter in pixels to which the nuclei of each image are rescaled; 4 to 32, as the background
 *     is subtracted in squares of
 *     {@value io.github.nucleoscope.segmentation.classical.BackgroundSubtraction#SQUARE} pixels
 * @param batch number of crops in a mini-batch, 1 to 4096
 * @param crop side of a crop in pixels, a multiple of the network's total stride
 * @param epochs largest number of epochs, 1 or more; the crops of an epoch have as many pixels as the images
 * @param patience training stops after this many epochs without a better validation loss, 1 or more
 * @param validationFraction fraction of the images for choosing the best epoch, 0 to below 1; with 0 the last epoch is
 *     kept
 * @param seed seed of the split, the initial weights and the crops
 */
public record SegmentationTrainingSettings(OptimiserSettings optimiser, Schedule schedule, double diameter,
        int batch, int crop, int epochs, int patience, double validationFraction, long seed)
        implements LoopSettings {

    /**
     * Adam with a learning rate of 0.003 and cosine decay to 0, nuclei of 14 pixels, mini-batches of 4 crops of 128x128
     * pixels, 100 epochs, a tenth of the images for validation.
     */
    public static final SegmentationTrainingSettings DEFAULT = new SegmentationTrainingSettings(
            new OptimiserSettings(OptimiserSettings.Algorithm.ADAM, 3e-3, 0, 0),
            new Schedule(Schedule.Shape.COSINE, 0), 14, 4, 128, 100, 100, 0.1, 1);

    public SegmentationTrainingSettings {
        Require.that(diameter >= 4 && diameter <= 32,
                "diameter " + diameter + " is not between 4 and 32 pixels");
        Require.that(batch >= 1 && batch <= 4096, "batch size " + batch + " is not between 1 and 4096");
        Require.that(crop >= 8 && crop <= 4096, "crop size " + crop + " is not between 8 and 4096");
        Require.that(epochs >= 1, "epochs " + epochs + " is not 1 or more");
        Require.that(patience >= 1, "patience " + patience + " is not 1 or more");
        Require.that(validationFraction >= 0 && validationFraction < 1,
                "validation fraction " + validationFraction + " is not 0 to below 1");
    }

    /** Returns every setting by name; the patience, which has no effect then, is omitted without a validation part. */
    @Override
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        optimiser.describe(description);
        schedule.describe(description);
        description.put("weight_averaging", "exponential, decay up to " + WeightAverage.DECAY);
        description.put("diameter", String.valueOf(diameter));
        description.put("batch_size", String.valueOf(batch));
        description.put("crop", String.valueOf(crop));
        description.put("background", BackgroundCorrection.DESCRIPTION);
        description.put("augmentation", CropSampler.DESCRIPTION);
        description.put("epochs", String.valueOf(epochs));
        if (validationFraction > 0) {
            description.put("patience", String.valueOf(patience));
        }
        description.put("validation_fraction", String.valueOf(validationFraction));
        description.put("seed", String.valueOf(seed));
        return description;
    }
}
