package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import picocli.CommandLine.Option;

/** How a network is trained to find nuclei. */
public final class SegmentationTrainingOptions {

    private static final SegmentationTrainingSettings DEFAULT = SegmentationTrainingSettings.DEFAULT;

    /** Where a training goes on from a model: small steps from where it is. */
    private static final double FURTHER_LEARNING_RATE = DEFAULT.optimiser().learningRate() / 10;

    @Option(names = "--epochs", paramLabel = "N", description = "The most epochs (default: ${DEFAULT-VALUE}).")
    private int epochs = DEFAULT.epochs();

    @Option(names = "--patience", paramLabel = "N",
            description = "Stop after so many epochs without a better validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.patience();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = {
        "Step size of Adam, which falls to 0 as half a cosine (default: 0.003; with --from 0.0003)."})
    private Double learningRate;

    @Option(names = "--batch", paramLabel = "N", description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batch();

    @Option(names = "--crop", paramLabel = "PIXELS", description = "Side of a crop (default: ${DEFAULT-VALUE}).")
    private int crop = DEFAULT.crop();

    @Option(names = "--validation", paramLabel = "SHARE", description = {
        "Share of the images that decides which epoch is kept; 0: the last epoch is, as with --folds",
        "(default: ${DEFAULT-VALUE})."})
    private double validation = DEFAULT.validationFraction();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed = DEFAULT.seed();

    /**
     * For a new network.
     *
     * @param folds of a cross-validation, whose trainings have no validation part; 0 for none
     * @throws InputException in one line, where a value is out of its range
     */
    public SegmentationTrainingSettings settings(int folds) {
        return settings(folds, DEFAULT.optimiser().learningRate(), DEFAULT.diameter());
    }

    /**
     * For a training that goes on from a model.
     *
     * @param folds as for a new network
     * @param diameter that the model sees nuclei with, in pixels
     * @throws InputException in one line, where a value is out of its range
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
