package io.github.nucleoscope.training;

import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;

/** What a network learns in a {@link TrainingLoop}: which class each crop is of, or what each pixel is. */
sealed interface Task permits ClassificationTask, SegmentationTask {

    /** Mini-batches of an epoch, 1 or more. */
    int batchCount();

    /** A mini-batch that can be filled. */
    MiniBatch emptyBatch();

    /**
     * Fills a mini-batch; on a thread beside the training's, always the same.
     *
     * @param epoch from 1
     * @param number of the mini-batch in the epoch, from 0
     */
    void fill(int epoch, int number, MiniBatch batch);

    /** Computes the loss of this task and its gradient; the caller closes it. */
    Backpropagation backpropagation(Network start);

    /** Counts the answers of an epoch. */
    Tally tally();

    /**
     * One forward and one backward pass.
     *
     * @param dropoutSeed decides what dropout drops
     * @param answers takes the network's answers on the mini-batch, where training accuracy is of interest
     * @return the mean loss of the mini-batch
     */
    double step(Backpropagation backpropagation, MiniBatch batch, long dropoutSeed, Tally answers);

    /** Whether there is a validation part, which tells which epoch is the best. */
    boolean hasValidation();

    /** Measures a network on the validation part. */
    ValidationFigures validate(Inference inference);

    /** Looks into the network at the steps that the listener wants observed; empty where this task is not observed. */
    Optional<LayerObserver> observer(Network start, Backpropagation backpropagation);

    /**
     * What must be the same where a training goes on, or its weights would differ, beside what {@link Learner#identity}
     * says: settings and data.
     *
     * @param learner before its first step
     */
    Map<String, String> identity(Learner learner);
}
