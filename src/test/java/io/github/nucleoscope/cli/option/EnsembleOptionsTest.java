package io.github.nucleoscope.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EnsembleOptionsTest {

    @Command
    private static final class Trains {

        @Mixin
        private final EnsembleOptions ensemble = new EnsembleOptions();
    }

    private static EnsembleOptions options(String... words) {
        return CommandLine.populateCommand(new Trains(), words).ensemble;
    }

    private static EnsembleSettings settings(String... words) {
        return options(words).settings();
    }

    private static void assertRefused(String message, String... words) {
        assertEquals(message, assertThrows(InputException.class, () -> settings(words)).getMessage());
    }

    @Test
    void withoutOptionsTheClassifierIsAnEnsembleByTheStandardRecipe() {
        assertEquals(Recipe.STANDARD.ensemble(), settings());
        assertTrue(settings().isEnsemble());
        assertEquals(0, settings().training().testFraction(), "every nucleus is trained on");
        assertEquals(ClassifierKind.AUTO, settings().kind());
        assertEquals(new StartingPoint.Random(Architecture.DEFAULT), options().start());
    }

    @ParameterizedTest
    @EnumSource(Recipe.class)
    void whatIsNotGivenIsTheRecipes(Recipe recipe) {
        EnsembleOptions options = options("--recipe", recipe.name());
        assertEquals(recipe.ensemble(), options.settings());
        assertEquals(new StartingPoint.Random(recipe.network()), options.start());
        EnsembleSettings usual = recipe.ensemble();
        assertEquals(new EnsembleSettings(recipe, 4, ClassifierKind.BOTH,
                usual.training().withParts(usual.training().validationFraction(), 0).withEpochs(7)),
                settings("--recipe", recipe.name(), "--members", "4", "--classifier", "BOTH", "--epochs", "7"));
        assertEquals(new StartingPoint.Random(Architecture.parse("8conv3x3 - gap - o")),
                options("--recipe", recipe.name(), "--network", "8conv3x3-gap-o").start());
    }

    @Test
    void aTestPartIsHeldOutOnlyIfItIsGiven() {
        TrainingSettings standard = Recipe.STANDARD.settings();
        assertEquals(0, settings("--members", "2").training().testFraction());
        assertEquals(0.2, settings("--members", "2", "--test", "0.2").training().testFraction());
        assertEquals(standard.testFraction(), settings("--members", "1").training().testFraction());
        assertEquals(0.2, settings("--members", "1", "--test", "0.2").training().testFraction());
    }

    /** Its parts for validation and testing, its network and its patience are those of older versions. */
    @ParameterizedTest
    @EnumSource(Recipe.class)
    void oneMemberIsASingleNetworkTrainedAsBefore(Recipe recipe) {
        EnsembleSettings single = settings("--recipe", recipe.name(), "--members", "1");
        assertEquals(new EnsembleSettings(recipe, 1, ClassifierKind.NETWORK, recipe.settings()),
                single);
        assertEquals(recipe.settings().withParts(0.3, 0.2).withPatience(7), settings("--recipe", recipe.name(),
                "--members", "1", "--validation", "0.3", "--test", "0.2", "--patience", "7").training());
    }

    @Test
    void optionsOfASingleNetworkAreRefusedForSeveral() {
        assertRefused("--validation is for --members 1: with 5 members each is validated on the nuclei that it does not"
                + " train on; leave it out", "--validation", "0.15");
        assertRefused("--patience is for --members 1 or --schedule CONSTANT: with the schedule COSINE a training is"
                + " never cut short; leave it out", "--patience", "30");
        assertRefused("--patience is for --members 1 or --schedule CONSTANT: with the schedule STEP a training is"
                + " never cut short; leave it out", "--schedule", "STEP", "--patience", "30");
        assertRefused("--validation is for --members 1: with 3 members each is validated on the nuclei that it does not"
                + " train on; leave it out", "--recipe", "ORIGINAL", "--members", "3", "--validation", "0.15");
        EnsembleSettings constant = settings("--schedule", "CONSTANT", "--patience", "7");
        assertEquals(7, constant.training().patience());
        assertEquals(Schedule.Shape.CONSTANT, constant.training().schedule().shape());
        assertEquals(7, settings("--recipe", "ORIGINAL", "--members", "3", "--patience", "7").training().patience());
    }

    @Test
    void valuesThatMeanNothingAreRefused() {
        String message = "a classifier with measurements needs 2 members or more: a single one is a network";
        assertRefused(message, "--members", "1", "--classifier", "MEASUREMENTS");
        assertRefused(message, "--recipe", "ORIGINAL", "--classifier", "BOTH");
        assertRefused("members 0 is not 1 (a single network) to " + EnsembleSettings.MOST_MEMBERS, "--members", "0");
        assertRefused("members 21 is not 1 (a single network) to " + EnsembleSettings.MOST_MEMBERS, "--members", "21");
    }
}
