package io.github.nucleoscope.training;

/** Settings for tests that do not care for all of them. */
final class SettingsOf {

    private SettingsOf() {}

    /** The default ones with other sizes; all crops are trained on. */
    static TrainingSettings training(double learningRate, int batchSize, int epochs) {
        TrainingSettings settings = Recipe.ORIGINAL.settings();
        return settings.withOptimiser(settings.optimiser().withLearningRate(learningRate))
                .withBatches(settings.batches().withSize(batchSize)).withEpochs(epochs).withParts(0, 0);
    }
}
