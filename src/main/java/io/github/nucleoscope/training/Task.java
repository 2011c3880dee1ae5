package io.github.nucleoscope.training;

import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;

/** A learning task for {@link TrainingLoop}, such as the classification of crops or the segmentation of pixels. */
interface Task {

    /** Number of mini-batches in an epoch, 1 or more. */
    int batchCount();

    /** Creates a mini-batch to be filled. */
    MiniBatch emptyBatch();

    /**
     * Fills a mini-batch; always called on the same background thread.
     *
     * @param epoch from 1
     * @param number index of the mini-batch in the epoch, from 0
     */
    void fill(int epoch, int number, MiniBatch batch);

    /** Creates what computes the loss of this task and its gradient; the caller must close it. */
    Backpropagation backpropagation(Network start);

    /** Creates a tally for the predictions of an epoch. */
    Tally tally();

    /**
     * Makes one forward and one backward pass.
     *
     * @param dropoutSeed seed of the dropout masks
     * @param answers receives the predictions for the mini-batch, if the task has a training accuracy
     * @return the mean loss of the mini-batch
     */
    double step(Backpropagation backpropagation, MiniBatch batch, long dropoutSeed, Tally answers);

    /** Whether there is a validation part to choose the best epoch by. */
    boolean hasValidation();

    /** Evaluates a network on the validation part. */
    ValidationFigures validate(Inference inference);

    /** Creates an observer for the steps that the listener wants to observe; empty if this task cannot be observed. */
    Optional<LayerObserver> observer(Network start, Backpropagation backpropagation);

    /**
     * Returns the settings and data that must be equal to resume a training with identical results, in addition to
     * {@link Learner#identity}.
     *
     * @param learner before its first step
     */
    Map<String, String> identity(Learner learner);
}
