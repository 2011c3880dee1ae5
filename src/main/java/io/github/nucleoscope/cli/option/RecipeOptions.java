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

/** How a network is trained, apart from the learning rate, the number of epochs and the split of the nuclei. */
public final class RecipeOptions {

    private static final TrainingSettings DEFAULT = TrainingSettings.DEFAULT;

    @Option(names = "--patience", paramLabel = "N",
            description = "Stops after N epochs without a lower validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.patience();

    @Option(names = "--optimiser", paramLabel = "NAME", description =
        "Optimiser, one of ${COMPLETION-CANDIDATES}; SGD has Nesterov momentum 0.9 (default: ${DEFAULT-VALUE}).")
    private Algorithm algorithm = DEFAULT.optimiser().algorithm();

    @Option(names = "--weight-decay", paramLabel = "DECAY", description =
        "Weight decay (biases excluded): L2, or decoupled with ADAMW (default: ${DEFAULT-VALUE}).")
    private double weightDecay = DEFAULT.optimiser().weightDecay();

    @Option(names = "--clip", paramLabel = "NORM",
            description = "Clips the gradient to this Euclidean norm; 0: no clipping (default: ${DEFAULT-VALUE}).")
    private double clipping = DEFAULT.optimiser().clipping();

    @Option(names = "--schedule", paramLabel = "NAME", description =
        "Learning rate schedule, one of ${COMPLETION-CANDIDATES}; COSINE decays to 0 over the epochs, STEP divides the "
        + "rate by ten after 1/2 and again after 3/4 of them (default: ${DEFAULT-VALUE}).")
    private Schedule.Shape schedule = DEFAULT.schedule().shape();

    @Option(names = "--warmup", paramLabel = "N",
            description = "Epochs of linear warm-up to the full learning rate (default: ${DEFAULT-VALUE}).")
    private int warmup = DEFAULT.schedule().warmup();

    @Option(names = "--batch", paramLabel = "N", description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batches().size();

    @Option(names = "--balance", paramLabel = "HOW", description =
        "Balance of classes. BATCHES: each mini-batch has equally many crops of each class; WEIGHTS: rare classes "
        + "weigh more in the loss; NONE: frequent classes count more (default: ${DEFAULT-VALUE}).")
    private Balance balance = DEFAULT.batches().balance();

    @Option(names = "--augmentation", paramLabel = "NAME", defaultValue = "FLIPS", description =
        "Augmentation of crops. NONE; FLIPS: flips and rotations by multiples of 90 degrees; FULL: also rotations by "
        + "any angle, shifts of up to 3 pixels, scaling and gain by up to a factor of 1.1, and an offset of up to 0.05 "
        + "and noise of up to 0.02 of the crop's intensity range (default: ${DEFAULT-VALUE}).")
    private Augmentation.Named augmentation;

    @Option(names = "--label-smoothing", paramLabel = "SHARE",
            description = "Fraction of each label that is spread over all classes (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing = DEFAULT.labelSmoothing();

    @Option(names = "--initialisation", paramLabel = "NAME",
            description = "Initial weights, one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Initialisation initialisation = DEFAULT.initialisation();

    @Option(names = "--validation", paramLabel = "SHARE", description =
        "Fraction of the nuclei for early stopping and for calibrating the probabilities "
        + "(default: ${DEFAULT-VALUE}).")
    private double validation = DEFAULT.validationFraction();

    @Option(names = "--prior", paramLabel = "NAME", description =
        "Class frequencies that probabilities are calibrated for. BALANCED: equal, best for balanced accuracy; "
        + "NATURAL: as in the data, best for plain accuracy (default: ${DEFAULT-VALUE}).")
    private Prior prior = DEFAULT.prior();

    /**
     * Returns the settings; the parameters are those that are not among these options.
     *
     * @throws InputException if a value is out of its range; the message is one line
     */
    public TrainingSettings settings(int epochs, double learningRate, double test, long seed) {
        return new TrainingSettings(initialisation,
                new OptimiserSettings(algorithm, learningRate, weightDecay, clipping), new Schedule(schedule, warmup),
                new BatchSettings(batch, balance, augmentation.augmentation()), labelSmoothing, epochs, patience,
                validation, test, prior, seed);
    }
}
