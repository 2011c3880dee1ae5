package io.github.nucleoscope.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TrainingOptionsTest {

    @Command
    private static final class Trains {

        @Mixin
        private final TrainingOptions training;

        Trains(Recipe recipe) {
            training = new TrainingOptions(recipe);
        }
    }

    private static TrainingSettings settings(Recipe byDefault, String... words) {
        return CommandLine.populateCommand(new Trains(byDefault), words).training.settings();
    }

    private static TrainingSettings settings(String... words) {
        return settings(Recipe.STANDARD, words);
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void withoutOtherOptionsTheSettingsAreThoseOfTheRecipe(Recipe recipe) {
        assertEquals(recipe.settings(), settings(recipe));
        for (Recipe byDefault : Recipe.values()) {
            assertEquals(recipe.settings(), settings(byDefault, "--recipe", recipe.name()));
        }
    }

    @Test
    void anOptionChangesNothingElse() {
        TrainingSettings standard = Recipe.STANDARD.settings();
        assertEquals(standard.withOptimiser(standard.optimiser().withLearningRate(0.01)),
                settings("--learning-rate", "0.01"));
        assertEquals(standard.withBatches(standard.batches().withSize(9)), settings("--batch", "9"));
        assertEquals(standard.withBatches(standard.batches().withAugmentation(Augmentation.FLIPS)),
                settings("--augmentation", "FLIPS"));
        assertEquals(standard.withSchedule(new Schedule(Schedule.Shape.CONSTANT, 5)),
                settings("--schedule", "CONSTANT"));
        assertEquals(standard.withSchedule(new Schedule(Schedule.Shape.COSINE, 0)), settings("--warmup", "0"));
        assertEquals(standard.withLabelSmoothing(0), settings("--label-smoothing", "0"));
        assertEquals(standard.withOptimiser(new OptimiserSettings(Algorithm.ADAMW, 0.003, 0, 0)),
                settings("--weight-decay", "0"));
        assertEquals(standard.withParts(0.2, 0.15), settings("--validation", "0.2"));
        assertEquals(standard.withParts(0.15, 0.2), settings("--test", "0.2"));
    }

    /** A decoupled decay is no strength of L2. */
    @Test
    void anotherOptimiserHasNoWeightDecayUnlessItIsGiven() {
        TrainingSettings standard = Recipe.STANDARD.settings();
        assertEquals(standard.withOptimiser(new OptimiserSettings(Algorithm.SGD, 0.003, 0, 0)),
                settings("--optimiser", "SGD"));
        assertEquals(standard.withOptimiser(new OptimiserSettings(Algorithm.SGD, 0.003, 0.01, 0)),
                settings("--optimiser", "SGD", "--weight-decay", "0.01"));
        assertEquals(standard, settings("--optimiser", "ADAMW"));
    }

    /** The help names the values: they are those of the recipes. */
    @Test
    void theHelpSaysWhatTheRecipesAre() {
        String help = new CommandLine(new Trains(Recipe.STANDARD)).getUsageMessage().replaceAll("\\s+", " ");
        TrainingSettings standard = Recipe.STANDARD.settings();
        TrainingSettings original = Recipe.ORIGINAL.settings();
        assertTrue(help.contains("STANDARD: AdamW, learning rate " + standard.optimiser().learningRate() + " with "
                + standard.schedule().warmup() + " epochs of warm-up and a cosine schedule, weight decay "
                + standard.optimiser().weightDecay() + ", mini-batches of " + standard.batches().size()
                + " and at least " + standard.batches().fewest() + " of them in an epoch, label smoothing "
                + standard.labelSmoothing() + ", FULL augmentation"), help);
        assertTrue(help.contains("to train a classifier " + Recipe.STANDARD.ensemble().members()
                + " networks of at most " + Recipe.STANDARD.settings().epochs() + " epochs. QUICK: "), help);
        TrainingSettings quick = Recipe.QUICK.settings();
        // What is not said is as in STANDARD.
        assertEquals(standard.withEpochs(quick.epochs())
                .withBatches(standard.batches().withSize(quick.batches().size())), quick);
        assertTrue(help.contains("QUICK: for seconds instead of minutes, " + Recipe.QUICK.ensemble().members()
                + " smaller networks of at most " + Recipe.QUICK.settings().epochs() + " epochs, mini-batches of "
                + quick.batches().size() + ". THOROUGH: "), help);
        assertTrue(parameters(Recipe.QUICK) < parameters(Recipe.STANDARD));
        assertTrue(help.contains("THOROUGH: " + Recipe.THOROUGH.ensemble().members() + " networks of at most "
                + Recipe.THOROUGH.settings().epochs() + " epochs. ORIGINAL: "), help);
        assertEquals(standard.withEpochs(Recipe.THOROUGH.settings().epochs()), Recipe.THOROUGH.settings());
        assertTrue(help.contains("ORIGINAL: RMSProp, learning rate 0.0002, mini-batches of "
                + original.batches().size() + ", FLIPS, a single network (default: STANDARD)"), help);
        assertEquals(1, Recipe.ORIGINAL.ensemble().members());
        assertEquals(0.0002, original.optimiser().learningRate());
    }

    private static long parameters(Recipe recipe) {
        return Network.weightShapes(recipe.network(), TensorShape.ofCrop(64)).values().stream()
                .mapToLong(shape -> LongStream.of(shape).reduce(1, Math::multiplyExact)).sum();
    }
}
