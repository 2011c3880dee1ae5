package io.github.nucleoscope.training;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Network;

/**
 * What {@link TrainingLoop} leaves.
 *
 * @param network with the weights of the best epoch
 * @param bestEpoch the epoch that they are from, from 1
 * @param history one record per epoch, in order
 * @param warnings why training ended early, if it went wrong, one line each
 * @param cancelled whether training was told to stop
 */
record TrainedNetwork(Network network, int bestEpoch, List<EpochRecord> history, List<String> warnings,
        boolean cancelled) {

    TrainedNetwork {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }

    /** Adds which epoch was kept, for the model file. */
    void describe(Map<String, String> description) {
        description.put("best_epoch", String.valueOf(bestEpoch));
        description.put("epochs_run", String.valueOf(history.size()));
    }
}
