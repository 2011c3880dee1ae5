package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network is trained. */
public final class TrainingOptions {

    private static final TrainingSettings DEFAULT = TrainingSettings.DEFAULT;

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--learning-rate", paramLabel = "RATE",
            description = "Learning rate, before the schedule (default: ${DEFAULT-VALUE}).")
    private double learningRate = DEFAULT.optimiser().learningRate();

    @Mixin
    private RecipeOptions recipe;

    @Option(names = "--test", paramLabel = "SHARE",
            description = "Fraction of the nuclei held out for the final evaluation (default: ${DEFAULT-VALUE}).")
    private double test = DEFAULT.testFraction();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed = DEFAULT.seed();

    public TrainingOptions() {
        this(DEFAULT.epochs());
    }

    /** For a command with another default number of epochs. */
    public TrainingOptions(int epochs) {
        this.epochs = epochs;
    }

    /** @throws InputException if a value is out of its range; the message is one line */
    public TrainingSettings settings() {
        return recipe.settings(epochs, learningRate, test, seed);
    }
}
