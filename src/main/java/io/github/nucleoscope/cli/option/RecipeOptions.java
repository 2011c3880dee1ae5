package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.BatchSettings;
import io.github.nucleoscope.training.Calibration.Prior;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Option;

/** How a network is trained, whatever the learning rate, for however long and on whatever part of the nuclei. */
public final class RecipeOptions {

    private static final TrainingSettings DEFAULT = TrainingSettings.DEFAULT;

    @Option(names = "--patience", paramLabel = "N",
            description = "Stop after so many epochs without a better validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.patience();

    @Option(names = "--optimiser", paramLabel = "NAME", description = {
        "One of ${COMPLETION-CANDIDATES}; SGD has Nesterov momentum 0.9", "(default: ${DEFAULT-VALUE})."})
    private Algorithm algorithm = DEFAULT.optimiser().algorithm();

    @Option(names = "--weight-decay", paramLabel = "DECAY", description = {
        "Draws weights, not biases, to 0: L2, in ADAMW decoupled", "(default: ${DEFAULT-VALUE})."})
    private double weightDecay = DEFAULT.optimiser().weightDecay();

    @Option(names = "--clip", paramLabel = "NORM",
            description = "Shortens gradients to this Euclidean norm; 0: never (default: ${DEFAULT-VALUE}).")
    private double clipping = DEFAULT.optimiser().clipping();

    @Option(names = "--schedule", paramLabel = "NAME", description = {
        "The learning rate's course, one of ${COMPLETION-CANDIDATES}; COSINE falls to 0 over the epochs, STEP to a",
        "tenth after 1/2 and again after 3/4 of them (default: ${DEFAULT-VALUE})."})
    private Schedule.Shape schedule = DEFAULT.schedule().shape();

    @Option(names = "--warmup", paramLabel = "N",
            description = "Epochs over which the learning rate rises to its full size (default: ${DEFAULT-VALUE}).")
    private int warmup = DEFAULT.schedule().warmup();

    @Option(names = "--batch", paramLabel = "N", description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batches().size();

    @Option(names = "--balance", paramLabel = "HOW", description = {
        "BATCHES: each mini-batch has as many crops of every class; WEIGHTS: a rare class weighs more in the loss;",
        "NONE: a frequent class counts more (default: ${DEFAULT-VALUE})."})
    private Balance balance = DEFAULT.batches().balance();

    @Option(names = "--augmentation", paramLabel = "NAME", defaultValue = "FLIPS", description = {
        "How crops are varied: NONE; FLIPS: flips and quarter turns; FULL: also any rotation, shifts of up to 3",
        "pixels, magnification by up to 1.1, gain by up to 1.1, and of the crop's range an offset of up to 0.05 and",
        "noise of up to 0.02 (default: ${DEFAULT-VALUE})."})
    private Augmentation.Named augmentation;

    @Option(names = "--label-smoothing", paramLabel = "SHARE",
            description = "Share of each label that is spread over all classes (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing = DEFAULT.labelSmoothing();

    @Option(names = "--initialisation", paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Initialisation initialisation = DEFAULT.initialisation();

    @Option(names = "--validation", paramLabel = "SHARE", description = {
        "Share of the nuclei that decides when to stop, and that probabilities are calibrated on",
        "(default: ${DEFAULT-VALUE})."})
    private double validation = DEFAULT.validationFraction();

    @Option(names = "--prior", paramLabel = "NAME", description = {
        "Class frequencies that probabilities are calibrated for. BALANCED: all alike, best for balanced accuracy;",
        "NATURAL: as in the data, best for plain accuracy (default: ${DEFAULT-VALUE})."})
    private Prior prior = DEFAULT.prior();

    /**
     * The settings with what is not among these options.
     *
     * @throws InputException in one line, where a value is out of its range
     */
    public TrainingSettings settings(int epochs, double learningRate, double test, long seed) {
        return new TrainingSettings(initialisation,
                new OptimiserSettings(algorithm, learningRate, weightDecay, clipping), new Schedule(schedule, warmup),
                new BatchSettings(batch, balance, augmentation.augmentation()), labelSmoothing, epochs, patience,
                validation, test, prior, seed);
    }
}
