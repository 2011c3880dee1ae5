package io.github.nucleoscope.training;

import java.util.List;
import java.util.function.Supplier;

/** Receives the progress of a training, on the training thread, and can cancel it. */
public interface TrainingListener {

    /** Ignores progress and never cancels. */
    TrainingListener NONE = new TrainingListener() {};

    /** Called after the crops are split, so that warnings can be read before the training goes on for hours. */
    default void splitDone(List<String> warnings) {}

    /**
     * Called before the first epoch of a training. An ensemble may be trained several times, for more epochs each time:
     * then the epochs begin again.
     *
     * @param epochs largest number of epochs
     */
    default void begins(int epochs) {}

    /** Called after each mini-batch; both counts are over the whole training, as if it used all its epochs. */
    default void batchDone(long done, long all) {}

    /**
     * Called before each optimiser step; if true, {@link #observed} is called after it. A step that is not observed has
     * no extra cost; an observed one costs a forward and a backward pass of up to 64 crops and copies of all
     * parameters. The training of a segmentation network cannot be observed.
     *
     * @param step counted from 0 over the whole training
     */
    default boolean observes(long step) {
        return false;
    }

    /** Called after each observed step. */
    default void observed(Observation observation) {}

    /** Called after each epoch. */
    default void epochDone(EpochRecord epoch) {}

    /**
     * Called after each epoch, before {@link #epochDone}, so that the training can be saved.
     *
     * @param checkpoint makes the checkpoint; must not be called after this method has returned
     */
    default void checkpoint(Supplier<Checkpoint> checkpoint) {}

    /** Called before each mini-batch; true ends the training and keeps the best network so far. */
    default boolean isCancelled() {
        return false;
    }
}
