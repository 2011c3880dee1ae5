package io.github.nucleoscope.training;

import java.util.Map;

/** The settings of {@link TrainingLoop}, common to classification and segmentation. */
sealed interface LoopSettings permits TrainingSettings, SegmentationTrainingSettings {

    /** How the gradient changes the weights. */
    OptimiserSettings optimiser();

    /** Learning rate schedule. */
    Schedule schedule();

    /** Largest number of epochs, 1 or more. */
    int epochs();

    /** Training stops after this many epochs without a better validation loss, 1 or more. */
    int patience();

    /** Seed of all random decisions. */
    long seed();

    /** Returns every setting by name, for the model file and to check that a checkpoint is of the same training. */
    Map<String, String> describe();
}
