package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The assignment of crops to mini-batches. An epoch depends only on the data, the batch size, the seed and its number,
 * not on earlier epochs.
 */
public sealed interface Batches permits BalancedBatches, NaturalBatches {

    /** Number of mini-batches in an epoch. */
    int batchCount();

    /**
     * Returns the mini-batches of one epoch.
     *
     * @param epoch number of the epoch
     * @return {@link #batchCount} arrays of indices of the dataset's crops, each as long as the batch size
     */
    List<int[]> epoch(int epoch);
}
