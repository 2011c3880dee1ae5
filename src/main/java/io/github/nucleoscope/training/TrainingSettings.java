package io.github.nucleoscope.training;

import io.github.nucleoscope.network.Initialisation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a network is trained.
 *
 * @param initialisation how its weights start
 * @param learningRate RMSProp's step size, above 0
 * @param batchSize crops in a mini-batch, 1 to 4096
 * @param epochs the most epochs, 1 or more
 * @param patience training stops after this many epochs without a better validation loss, 1 or more
 * @param augment whether each crop is flipped and turned by quarter turns at random
 * @param validationFraction share of the crops that decides when to stop, 0 to below 1
 * @param testFraction share of the crops held out for the figures in the end, 0 to below 1
 * @param seed decides the split, the initial weights, the order, the augmentation and the dropout
 */
public record TrainingSettings(Initialisation initialisation, double learningRate, int batchSize, int epochs,
        int patience, boolean augment, double validationFraction, double testFraction, long seed) {

    /** He initialisation, learning rate 0.0002, mini-batches of 32, at most 100 epochs, patience 30, augmentation. */
    public static final TrainingSettings DEFAULT =
            new TrainingSettings(Initialisation.HE_NORMAL, 2e-4, 32, 100, 30, true, 0.15, 0.15, 1);

    public TrainingSettings {
        require(learningRate > 0 && learningRate <= 10,
                "learning rate " + learningRate + " is not above 0 and at most 10");
        require(batchSize >= 1 && batchSize <= 4096, "batch size " + batchSize + " is not between 1 and 4096");
        require(epochs >= 1, "epochs " + epochs + " is not 1 or more");
        require(patience >= 1, "patience " + patience + " is not 1 or more");
        require(validationFraction >= 0 && testFraction >= 0 && validationFraction + testFraction < 1,
                "validation fraction " + validationFraction + " and test fraction " + testFraction
                        + " must be 0 or more and leave something to train on");
    }

    /** The same with other shares of the nuclei for validation and test. */
    public TrainingSettings withParts(double newValidationFraction, double newTestFraction) {
        return new TrainingSettings(initialisation, learningRate, batchSize, epochs, patience, augment,
                newValidationFraction, newTestFraction, seed);
    }

    /** The same with another number of epochs at most. */
    public TrainingSettings withEpochs(int newEpochs) {
        return new TrainingSettings(initialisation, learningRate, batchSize, newEpochs, patience, augment,
                validationFraction, testFraction, seed);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The settings by name, for the model file. */
    Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("optimiser", "RMSProp, decay " + RmsProp.DECAY + ", epsilon " + RmsProp.EPSILON);
        description.put("weight_averaging", "exponential, decay up to " + WeightAverage.DECAY);
        description.put("initialisation", initialisation.name());
        description.put("learning_rate", String.valueOf(learningRate));
        description.put("batch_size", String.valueOf(batchSize));
        description.put("batches", "balanced");
        description.put("epochs", String.valueOf(epochs));
        description.put("patience", String.valueOf(patience));
        description.put("augmentation", augment ? "flips and quarter turns" : "none");
        description.put("validation_fraction", String.valueOf(validationFraction));
        description.put("test_fraction", String.valueOf(testFraction));
        description.put("seed", String.valueOf(seed));
        return description;
    }
}
