package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nucleoscope.segmentation.learned.BackgroundCorrection;

/**
 * How a network for segmentation is trained.
 *
 * @param optimiser how the gradient changes its weights
 * @param schedule how the learning rate changes meanwhile
 * @param diameter images are magnified or shrunk until the median diameter of their nuclei is this, in pixels; 4 to 32,
 *     as the background is taken away by squares of
 *     {@value io.github.nucleoscope.segmentation.classical.BackgroundSubtraction#SQUARE} pixels
 * @param batch crops in a mini-batch, 1 to 4096
 * @param crop side of a crop in pixels, a multiple of what the network subsamples by
 * @param epochs the most epochs, 1 or more; in each as many pixels are seen as the images have
 * @param patience training stops after this many epochs without a better validation loss, 1 or more
 * @param validationFraction share of the images that decides which epoch is kept, 0 to below 1; at 0 it is the last
 * @param seed decides the split, the initial weights and the crops
 */
public record SegmentationTrainingSettings(OptimiserSettings optimiser, Schedule schedule, double diameter,
        int batch, int crop, int epochs, int patience, double validationFraction, long seed)
        implements LoopSettings {

    /**
     * Adam with a learning rate of 0.003 that falls to 0 as half a cosine, nuclei of 14 pixels, mini-batches of 4 crops
     * of 128x128 pixels, 100 epochs, a tenth of the images for validation.
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

    /** Without a validation part the patience is left out: whatever it is, no training stops early. */
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
