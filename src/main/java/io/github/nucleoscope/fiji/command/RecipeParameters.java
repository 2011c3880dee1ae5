package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * The labels, descriptions and meaning of the parameters that all commands that train networks share. The fields
 * themselves are in the commands, because SciJava would put those of a common superclass first in the dialog.
 */
final class RecipeParameters {

    static final String RATE_FORMAT = "format:0.#####";

    static final String BATCH_LABEL = "Mini-batch size (crops)";
    static final String BATCH_HELP = "Crops in a mini-batch, 1 to 4096";

    static final String WEIGHTS_LABEL = "Initial weights";
    static final String WEIGHTS_HELP = "he: He et al. 2015, for ReLU; glorot: Glorot and Bengio 2010";

    static final String AUGMENTATION_LABEL = "Augmentation";
    static final String AUGMENTATION_HELP = "Random variation of crops. flips: flips and rotations by multiples of 90 "
            + "degrees; full: also rotations by any angle, shifts, scaling, brightness changes and noise";

    static final String SEED_HELP =
            "Determines the split, the initial weights and everything else that is random; an integer";

    private RecipeParameters() {}

    /**
     * Returns the settings of a recipe except for these.
     *
     * @throws InputException if a value is invalid; the message names it
     */
    static TrainingSettings settings(Recipe recipe, int batchSize, String initialWeights,
            Augmentation augmentation) {
        TrainingSettings settings = recipe.settings();
        return settings
                .withInitialisation(Choice.of(Initialisation.class, "initial_weights", initialWeights))
                .withBatches(settings.batches().withSize(batchSize).withAugmentation(augmentation));
    }

    /**
     * Returns the augmentation of this name.
     *
     * @throws InputException if there is none; the message names the parameter
     */
    static Augmentation augmentation(String name) {
        return Choice.of(Augmentation.Named.class, "augmentation", name).augmentation();
    }
}
