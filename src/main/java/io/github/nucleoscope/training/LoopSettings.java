package io.github.nucleoscope.training;

import java.util.Map;

/** What {@link TrainingLoop} goes by, whatever is learned. */
sealed interface LoopSettings permits TrainingSettings, SegmentationTrainingSettings {

    /** How the gradient changes the weights. */
    OptimiserSettings optimiser();

    /** How the learning rate changes meanwhile. */
    Schedule schedule();

    /** The most epochs, 1 or more. */
    int epochs();

    /** Training stops after this many epochs without a better validation loss, 1 or more. */
    int patience();

    /** Decides all that is random. */
    long seed();

    /** Every setting by name, for the model file and to tell whether two trainings are alike. */
    Map<String, String> describe();
}
