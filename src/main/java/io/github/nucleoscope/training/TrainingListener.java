package io.github.nucleoscope.training;

import java.util.List;
import java.util.function.Supplier;

/** Told how training goes, on the training thread, and asked whether to go on. */
public interface TrainingListener {

    /** Hears nothing and never cancels. */
    TrainingListener NONE = new TrainingListener() {};

    /** The crops are split; the warnings about that are worth reading before the training goes on for hours. */
    default void splitDone(List<String> warnings) {}

    /** A mini-batch is done; both counts are over the whole training, were it to use all its epochs. */
    default void batchDone(long done, long all) {}

    /**
     * Asked before each mini-batch: true has {@link #observed} told of its step. A step that is not observed costs
     * nothing more; one that is costs a forward pass of up to 64 crops and copies of all parameters. A training for
     * segmentation is not observed.
     *
     * @param step counted from 0 over the whole training
     */
    default boolean observes(long step) {
        return false;
    }

    /** What was seen in a step that was to be observed, after it. */
    default void observed(Observation observation) {}

    /** An epoch is done. */
    default void epochDone(EpochRecord epoch) {}

    /**
     * The training can be saved, after each epoch, before {@link #epochDone}.
     *
     * @param checkpoint makes the checkpoint; to be called now or never, as the training goes on afterwards
     */
    default void checkpoint(Supplier<Checkpoint> checkpoint) {}

    /** Asked before each mini-batch: true ends the training and keeps the best network so far. */
    default boolean isCancelled() {
        return false;
    }
}
