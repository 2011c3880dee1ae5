package io.github.nucleoscope.comparison;

import java.util.List;

import io.github.nucleoscope.training.EpochRecord;

/**
 * The record of a finished training; its network is stored separately.
 *
 * @param hasModel false if the training failed before there was a network
 * @param history one record per epoch, in order
 * @param bestEpoch the epoch whose weights were kept, from 1; 0 if there is no network
 * @param learningRate that was used
 * @param rateFound whether the rate came from a range test
 * @param rateReason where the rate came from, for people
 * @param warnings about the split and the training, one line each
 */
public record TrainedNetwork(boolean hasModel, List<EpochRecord> history, int bestEpoch, double learningRate,
        boolean rateFound, String rateReason, List<String> warnings) {

    public TrainedNetwork {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }
}
