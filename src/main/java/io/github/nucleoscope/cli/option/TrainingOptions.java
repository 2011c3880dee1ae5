package io.github.nucleoscope.cli.option;

import java.util.Optional;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network is trained. */
public final class TrainingOptions {

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of epochs (default: that of the recipe"
            + ", or of the command if it has one of its own).")
    private Integer epochs;

    @Option(names = "--learning-rate", paramLabel = "RATE",
            description = "Learning rate, before the schedule (default: that of the recipe).")
    private Double learningRate;

    @Mixin
    private RecipeOptions recipe;

    @Option(names = "--test", paramLabel = "SHARE", description = "Fraction of the nuclei held out for the final "
            + "evaluation (default: 0.15 for a single network, 0 for several).")
    private Double test;

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final Optional<Integer> usualEpochs;

    /** @param recipe the recipe if none is given */
    public TrainingOptions(Recipe recipe) {
        this(recipe, Optional.empty());
    }

    /** For a command with another default number of epochs. */
    public TrainingOptions(Recipe recipe, int epochs) {
        this(recipe, Optional.of(epochs));
    }

    private TrainingOptions(Recipe recipe, Optional<Integer> epochs) {
        this.recipe = new RecipeOptions(recipe);
        usualEpochs = epochs;
        seed = recipe.settings().seed();
    }

    /**
     * Returns the settings of the training of a single network.
     *
     * @throws InputException if a value is out of its range; the message is one line
     */
    public TrainingSettings settings() {
        TrainingSettings settings = recipe.settings(Optional.ofNullable(learningRate));
        return settings.withEpochs(epochs == null ? usualEpochs.orElse(settings.epochs()) : epochs)
                .withParts(settings.validationFraction(), test().orElse(settings.testFraction())).withSeed(seed);
    }

    /** Returns the fraction of the nuclei that is held out; empty if it was not given. */
    Optional<Double> test() {
        return Optional.ofNullable(test);
    }

    /** Returns the maximum number of epochs; empty if it was not given. */
    Optional<Integer> epochs() {
        return Optional.ofNullable(epochs);
    }

    Recipe recipe() {
        return recipe.recipe();
    }

    boolean isValidationGiven() {
        return recipe.isValidationGiven();
    }

    boolean isPatienceGiven() {
        return recipe.isPatienceGiven();
    }
}
