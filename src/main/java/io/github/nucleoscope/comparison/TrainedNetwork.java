package io.github.nucleoscope.comparison;

import java.util.List;

import io.github.nucleoscope.training.EpochRecord;

/**
 * How a training went; its network is kept beside it.
 *
 * @param hasModel false where the training failed before there was a network
 * @param history one record per epoch, in order
 * @param bestEpoch the epoch whose weights were kept, from 1; 0 where there is no network
 * @param learningRate that was used
 * @param rateFound whether it came from a range test
 * @param rateReason where it came from, in words
 * @param warnings about the split and the training, one line each
 */
public record TrainedNetwork(boolean hasModel, List<EpochRecord> history, int bestEpoch, double learningRate,
        boolean rateFound, String rateReason, List<String> warnings) {

    public TrainedNetwork {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }
}
