package io.github.nucleoscope.cli.option;

import java.util.Optional;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network is trained. */
public final class TrainingOptions {

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--learning-rate", paramLabel = "RATE",
            description = "Learning rate, before the schedule (default: that of the recipe).")
    private Double learningRate;

    @Mixin
    private RecipeOptions recipe;

    @Option(names = "--test", paramLabel = "SHARE",
            description = "Fraction of the nuclei held out for the final evaluation (default: ${DEFAULT-VALUE}).")
    private double test;

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** @param recipe the recipe if none is given */
    public TrainingOptions(Recipe recipe) {
        this(recipe, recipe.settings().epochs());
    }

    /** For a command with another default number of epochs. */
    public TrainingOptions(Recipe recipe, int epochs) {
        this.recipe = new RecipeOptions(recipe);
        this.epochs = epochs;
        test = recipe.settings().testFraction();
        seed = recipe.settings().seed();
    }

    /** @throws InputException if a value is out of its range; the message is one line */
    public TrainingSettings settings() {
        TrainingSettings settings = recipe.settings(Optional.ofNullable(learningRate));
        return settings.withEpochs(epochs).withParts(settings.validationFraction(), test).withSeed(seed);
    }
}
