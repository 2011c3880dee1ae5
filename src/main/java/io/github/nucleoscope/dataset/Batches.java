package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * Which crops each mini-batch holds. An epoch depends on the data, the batch size, the seed and its number alone, not
 * on the epochs before it.
 */
public sealed interface Batches permits BalancedBatches, NaturalBatches {

    /** Number of mini-batches of an epoch. */
    int batchCount();

    /**
     * The mini-batches of one epoch.
     *
     * @param epoch number of the epoch
     * @return {@link #batchCount} arrays of indices into the dataset's crops, each as long as the batch size
     */
    List<int[]> epoch(int epoch);
}
