package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import picocli.CommandLine.Option;

/** How a network is trained to segment nuclei. */
public final class SegmentationTrainingOptions {

    private static final SegmentationTrainingSettings DEFAULT = SegmentationTrainingSettings.DEFAULT;

    /** For training that starts from a model: smaller steps. */
    private static final double FURTHER_LEARNING_RATE = DEFAULT.optimiser().learningRate() / 10;

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs = DEFAULT.epochs();

    @Option(names = "--patience", paramLabel = "N",
            description = "Stops after N epochs without a lower validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.patience();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = {
        "Learning rate of Adam, with cosine decay to 0 (default: 0.003; with --from, 0.0003)."})
    private Double learningRate;

    @Option(names = "--batch", paramLabel = "N", description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batch();

    @Option(names = "--crop", paramLabel = "PIXELS",
        description = "Width and height of a crop (default: ${DEFAULT-VALUE}).")
    private int crop = DEFAULT.crop();

    @Option(names = "--validation", paramLabel = "SHARE", description =
        "Fraction of the images that decides which epoch is kept; 0, and with --folds: the last epoch is kept "
        + "(default: ${DEFAULT-VALUE}).")
    private double validation = DEFAULT.validationFraction();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed = DEFAULT.seed();

    /**
     * Returns the settings for a new network.
     *
     * @param folds number of folds of the cross-validation, whose trainings have no validation part; 0 for none
     * @throws InputException if a value is out of its range; the message is one line
     */
    public SegmentationTrainingSettings settings(int folds) {
        return settings(folds, DEFAULT.optimiser().learningRate(), DEFAULT.diameter());
    }

    /**
     * Returns the settings for training that starts from a model.
     *
     * @param diameter of nuclei after the model's rescaling, in pixels
     * @param folds as for a new network
     * @throws InputException if a value is out of its range; the message is one line
     */
    public SegmentationTrainingSettings settingsFrom(double diameter, int folds) {
        return settings(folds, FURTHER_LEARNING_RATE, diameter);
    }

    private SegmentationTrainingSettings settings(int folds, double otherwise, double diameter) {
        return new SegmentationTrainingSettings(
                DEFAULT.optimiser().withLearningRate(learningRate == null ? otherwise : learningRate),
                DEFAULT.schedule(), diameter, batch, crop, epochs, patience, folds == 0 ? validation : 0, seed);
    }
}
