package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.training.Calibration.Prior;

/**
 * Settings of the training of a classifier.
 *
 * @param initialisation initialisation of the weights
 * @param optimiser settings of the optimiser
 * @param schedule learning rate schedule
 * @param batches how mini-batches are made
 * @param labelSmoothing fraction of each label that is spread over all classes, 0 to below 1 (Szegedy et al. 2016)
 * @param epochs largest number of epochs, 1 or more
 * @param patience training stops after this many epochs without a better validation loss, 1 or more
 * @param validationFraction fraction of the crops for choosing the best epoch, 0 to below 1
 * @param testFraction fraction of the crops for the final evaluation, 0 to below 1
 * @param prior class priors that the probabilities are calibrated for
 * @param testTimeAugmentation whether the classifier averages over the flips and quarter turns of each crop, if it was
 *     trained on flipped and turned crops; without {@link Augmentation#flips} it does not
 * @param seed seed of the split, the initial weights, the order of the crops, the augmentation and the dropout
 */
public record TrainingSettings(Initialisation initialisation, OptimiserSettings optimiser, Schedule schedule,
        BatchSettings batches, double labelSmoothing, int epochs, int patience, double validationFraction,
        double testFraction, Prior prior, boolean testTimeAugmentation, long seed) implements LoopSettings {

    public TrainingSettings {
        Require.that(labelSmoothing >= 0 && labelSmoothing < 1,
                "label smoothing " + labelSmoothing + " is not 0 to below 1");
        Require.that(epochs >= 1, "epochs " + epochs + " is not 1 or more");
        Require.that(patience >= 1, "patience " + patience + " is not 1 or more");
        Require.that(validationFraction >= 0 && testFraction >= 0 && validationFraction + testFraction < 1,
                "validation fraction " + validationFraction + " and test fraction " + testFraction
                        + " must be 0 or more and leave something to train on");
    }

    /** Returns a copy with another initialisation. */
    public TrainingSettings withInitialisation(Initialisation newInitialisation) {
        return new TrainingSettings(newInitialisation, optimiser, schedule, batches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another optimiser. */
    public TrainingSettings withOptimiser(OptimiserSettings newOptimiser) {
        return new TrainingSettings(initialisation, newOptimiser, schedule, batches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another learning rate schedule. */
    public TrainingSettings withSchedule(Schedule newSchedule) {
        return new TrainingSettings(initialisation, optimiser, newSchedule, batches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with other mini-batches. */
    public TrainingSettings withBatches(BatchSettings newBatches) {
        return new TrainingSettings(initialisation, optimiser, schedule, newBatches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another label smoothing. */
    public TrainingSettings withLabelSmoothing(double newLabelSmoothing) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, newLabelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another largest number of epochs. */
    public TrainingSettings withEpochs(int newEpochs) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, labelSmoothing, newEpochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another patience. */
    public TrainingSettings withPatience(int newPatience) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, labelSmoothing, epochs, newPatience,
                validationFraction, testFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy with other validation and test fractions. */
    public TrainingSettings withParts(double newValidationFraction, double newTestFraction) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, labelSmoothing, epochs, patience,
                newValidationFraction, newTestFraction, prior, testTimeAugmentation, seed);
    }

    /** Returns a copy for other class priors. */
    public TrainingSettings withPrior(Prior newPrior) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, newPrior, testTimeAugmentation, seed);
    }

    /** Returns a copy with another seed. */
    public TrainingSettings withSeed(long newSeed) {
        return new TrainingSettings(initialisation, optimiser, schedule, batches, labelSmoothing, epochs, patience,
                validationFraction, testFraction, prior, testTimeAugmentation, newSeed);
    }

    /** Whether the classifier averages over the flips and quarter turns of each crop. */
    public boolean averagesOverViews() {
        return testTimeAugmentation && batches.augmentation().flips();
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        optimiser.describe(description);
        schedule.describe(description);
        description.put("weight_averaging", "exponential, decay up to " + WeightAverage.DECAY);
        description.put("initialisation", initialisation.name());
        batches.describe(description);
        description.put("label_smoothing", String.valueOf(labelSmoothing));
        description.put("epochs", String.valueOf(epochs));
        description.put("patience", String.valueOf(patience));
        description.put("validation_fraction", String.valueOf(validationFraction));
        description.put("test_fraction", String.valueOf(testFraction));
        description.put("prior", prior.name());
        if (averagesOverViews()) {
            description.put("test_time_augmentation", "mean over flips and quarter turns");
        }
        description.put("seed", String.valueOf(seed));
        return description;
    }
}
