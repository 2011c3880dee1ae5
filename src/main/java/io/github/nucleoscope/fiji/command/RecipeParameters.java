package io.github.nucleoscope.fiji.command;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * The parameters that the commands that train networks have in common: their words, and what they stand for. The fields
 * themselves stand in the commands, as SciJava would put those of a common superclass before all others of a dialog.
 */
final class RecipeParameters {

    static final String RATE_FORMAT = "format:0.#####";

    static final String BATCH_LABEL = "Mini-batch (crops)";
    static final String BATCH_HELP = "Crops in a mini-batch, 1 to 4096";

    static final String WEIGHTS_LABEL = "Initial weights";
    static final String WEIGHTS_HELP = "he: He et al. 2015, for ReLU; glorot: Glorot and Bengio 2010";

    static final String AUGMENTATION_LABEL = "Augmentation";
    static final String AUGMENTATION_HELP = "What crops are varied by at random; flips: mirrored and turned by quarter "
            + "turns; full: also turned by any angle, shifted, magnified, and changed in brightness, with noise";

    static final String SEED_HELP =
            "Decides the split, the initial weights and all else that is random; a whole number";

    private RecipeParameters() {}

    /**
     * The standard settings but for these.
     *
     * @throws InputException naming the value that there is not
     */
    static TrainingSettings settings(int batchSize, String initialWeights, String augmentation) {
        TrainingSettings standard = TrainingSettings.DEFAULT;
        return standard
                .withInitialisation(Choice.of(Initialisation.class, "initial_weights", initialWeights))
                .withBatches(standard.batches().withSize(batchSize).withAugmentation(
                        Choice.of(Augmentation.Named.class, "augmentation", augmentation).augmentation()));
    }
}
