package io.github.nucleoscope.cli.option;

import java.util.Optional;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.BatchSettings;
import io.github.nucleoscope.training.Calibration.Prior;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Option;

/** How a network is trained, apart from the learning rate, the number of epochs and the split of the nuclei. */
public final class RecipeOptions {

    /** What the recipes have in common. */
    private static final TrainingSettings COMMON = Recipe.STANDARD.settings();

    @Option(names = "--recipe", paramLabel = "NAME", description = {
        "What is not given by other options. STANDARD: AdamW, learning rate 0.003 with 5 epochs of warm-up and a "
        + "cosine schedule, weight decay 0.05, mini-batches of 64 and at least 20 of them in an epoch, label "
        + "smoothing 0.05, FULL augmentation, predictions averaged over flips and quarter turns, and to train a "
        + "classifier 5 networks of at most 100 epochs. QUICK: for seconds instead of minutes, 3 smaller networks of "
        + "at most 32 epochs, mini-batches of 32. THOROUGH: 8 networks of at most 140 epochs. ORIGINAL: RMSProp, "
        + "learning rate 0.0002, mini-batches of 32, FLIPS, a single network (default: ${DEFAULT-VALUE})."})
    private Recipe recipe;

    @Option(names = "--patience", paramLabel = "N",
            description = "Stops after N epochs without a lower validation loss (default: 30).")
    private Integer patience;

    @Option(names = "--optimiser", paramLabel = "NAME", description =
        "Optimiser, one of ${COMPLETION-CANDIDATES}; SGD has Nesterov momentum 0.9 (default: that of the recipe).")
    private Algorithm algorithm;

    @Option(names = "--weight-decay", paramLabel = "DECAY", description =
        "Weight decay (biases excluded): L2, or decoupled with ADAMW (default: that of the recipe; 0 if --optimiser "
        + "is another one).")
    private Double weightDecay;

    @Option(names = "--clip", paramLabel = "NORM",
            description = "Clips the gradient to this Euclidean norm; 0: no clipping (default: ${DEFAULT-VALUE}).")
    private double clipping = COMMON.optimiser().clipping();

    @Option(names = "--schedule", paramLabel = "NAME", description =
        "Learning rate schedule, one of ${COMPLETION-CANDIDATES}; COSINE decays to 0 over the epochs, STEP divides the "
        + "rate by ten after 1/2 and again after 3/4 of them (default: that of the recipe).")
    private Schedule.Shape schedule;

    @Option(names = "--warmup", paramLabel = "N",
            description = "Epochs of linear warm-up to the full learning rate (default: that of the recipe).")
    private Integer warmup;

    @Option(names = "--batch", paramLabel = "N",
            description = "Crops in a mini-batch (default: that of the recipe).")
    private Integer batch;

    @Option(names = "--balance", paramLabel = "HOW", description =
        "Balance of classes. BATCHES: each mini-batch has equally many crops of each class; WEIGHTS: rare classes "
        + "weigh more in the loss; NONE: frequent classes count more (default: ${DEFAULT-VALUE}).")
    private Balance balance = COMMON.batches().balance();

    @Option(names = "--augmentation", paramLabel = "NAME", description =
        "Augmentation of crops. NONE; FLIPS: flips and rotations by multiples of 90 degrees; FULL: also rotations by "
        + "any angle, shifts of up to 3 pixels, scaling by up to a factor of 1.1, noise of up to 0.02 of the crop's "
        + "intensity range, and a gain and an offset of each channel: up to a factor of 1.1 and 0.05 of the range, or "
        + "1.3 and 0.08 in optical density (default: that of the recipe).")
    private Augmentation.Named augmentation;

    @Option(names = "--label-smoothing", paramLabel = "SHARE",
            description = "Fraction of each label that is spread over all classes (default: that of the recipe).")
    private Double labelSmoothing;

    @Option(names = "--initialisation", paramLabel = "NAME",
            description = "Initial weights, one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Initialisation initialisation = COMMON.initialisation();

    @Option(names = "--validation", paramLabel = "SHARE", description =
        "Fraction of the nuclei for early stopping and for calibrating the probabilities (default: 0.15).")
    private Double validation;

    @Option(names = "--prior", paramLabel = "NAME", description =
        "Class frequencies that probabilities are calibrated for. BALANCED: equal, best for balanced accuracy; "
        + "NATURAL: as in the data, best for plain accuracy (default: ${DEFAULT-VALUE}).")
    private Prior prior = COMMON.prior();

    /** @param recipe the recipe if none is given */
    public RecipeOptions(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Returns the settings.
     *
     * @param learningRate learning rate; empty for that of the recipe
     * @throws InputException if a value is out of its range; the message is one line
     */
    public TrainingSettings settings(Optional<Double> learningRate) {
        TrainingSettings given = recipe.settings();
        return given.withInitialisation(initialisation).withOptimiser(optimiser(given.optimiser(), learningRate))
                .withSchedule(new Schedule(or(schedule, given.schedule().shape()),
                        or(warmup, given.schedule().warmup())))
                .withBatches(new BatchSettings(or(batch, given.batches().size()), given.batches().fewest(), balance,
                        augmentation == null ? given.batches().augmentation() : augmentation.augmentation()))
                .withLabelSmoothing(or(labelSmoothing, given.labelSmoothing()))
                .withPatience(or(patience, given.patience()))
                .withParts(or(validation, given.validationFraction()), given.testFraction()).withPrior(prior);
    }

    Recipe recipe() {
        return recipe;
    }

    boolean isValidationGiven() {
        return validation != null;
    }

    boolean isPatienceGiven() {
        return patience != null;
    }

    private OptimiserSettings optimiser(OptimiserSettings given, Optional<Double> learningRate) {
        Algorithm used = or(algorithm, given.algorithm());
        // Decoupled decay and L2 are not on one scale.
        return new OptimiserSettings(used, learningRate.orElse(given.learningRate()),
                or(weightDecay, used == given.algorithm() ? given.weightDecay() : 0.0), clipping);
    }

    private static <T> T or(T value, T ofRecipe) {
        return value == null ? ofRecipe : value;
    }
}
