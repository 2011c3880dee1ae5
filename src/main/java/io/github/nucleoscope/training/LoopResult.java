package io.github.nucleoscope.training;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Network;

/**
 * The result of {@link TrainingLoop}.
 *
 * @param network network with the weights of the best epoch
 * @param bestEpoch number of the best epoch, from 1
 * @param history one record per epoch, in order
 * @param warnings why training ended early, if it diverged, one line each
 * @param cancelled whether training was cancelled
 */
record LoopResult(Network network, int bestEpoch, List<EpochRecord> history, List<String> warnings,
        boolean cancelled) {

    LoopResult {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }

    /** Adds the best epoch and the number of epochs to the description for the model file. */
    void describe(Map<String, String> description) {
        description.put("best_epoch", String.valueOf(bestEpoch));
        description.put("epochs_run", String.valueOf(history.size()));
    }
}
