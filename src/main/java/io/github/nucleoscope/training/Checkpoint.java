package io.github.nucleoscope.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;

/**
 * The state of a training between two epochs: all that is needed to resume it as if it had not been interrupted. Random
 * decisions depend only on the seed, the epoch and the position in the epoch, and need no state.
 *
 * @param identity values that must be equal for the training to be resumed, by name: settings, network, data,
 *     processors
 * @param history one record per finished epoch, in order; 1 or more
 * @param bestEpoch the epoch with the best weights, from 1; 0 if no epoch has a finite validation loss
 * @param arrays arrays by name, each as long as the network has parameters: {@code parameters}, their running mean
 *     {@code average}, those of the best epoch {@code best} if there is one, and {@code optimiser_…}. Those of the
 *     members of an ensemble have their numbers in front. Not copied
 * @param earlier the epochs of the training of the same ensemble that was finished before this one, which is longer;
 *     empty if there is none
 */
public record Checkpoint(Map<String, String> identity, List<EpochRecord> history, int bestEpoch,
        Map<String, float[]> arrays, List<EpochRecord> earlier) {

    /** Name, in the identity, of how crops are prepared. */
    static final String CROPS = "crops";
    static final String PARAMETERS = "parameters";
    static final String AVERAGE = "average";
    static final String BEST = "best";
    static final String OPTIMISER = "optimiser_";

    /** @throws InputException if the parts are inconsistent */
    public Checkpoint {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        history = List.copyOf(history);
        earlier = List.copyOf(earlier);
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        Require.that(!history.isEmpty(), "the checkpoint has no epoch: train again from the start");
        for (int i = 0; i < history.size(); i++) {
            Require.that(history.get(i).epoch() == i + 1, "the checkpoint has epoch " + history.get(i).epoch()
                    + " in place of epoch " + (i + 1) + ": train again from the start");
        }
        Require.that(bestEpoch >= 0 && bestEpoch <= history.size(),
                "the checkpoint's best epoch is " + bestEpoch + " of " + history.size()
                        + ": train again from the start");
        Require.that(arrays.containsKey(BEST) == bestEpoch > 0, "the checkpoint's best epoch is " + bestEpoch
                + " but its weights are " + (bestEpoch > 0 ? "missing" : "present") + ": train again from the start");
        Require.that(arrays.values().stream().mapToInt(array -> array.length).distinct().count() == 1,
                "the checkpoint's arrays differ in length: train again from the start");
    }

    /**
     * A checkpoint without an earlier training.
     *
     * @throws InputException if the parts are inconsistent
     */
    public Checkpoint(Map<String, String> identity, List<EpochRecord> history, int bestEpoch,
            Map<String, float[]> arrays) {
        this(identity, history, bestEpoch, arrays, List.of());
    }

    /** Returns whether the training has crops that are prepared in this way. */
    boolean isOf(CropSettings crops) {
        return crops.toString().equals(identity.get(CROPS));
    }

    /**
     * Returns the size of the arrays of a checkpoint in bytes.
     *
     * @param parameters number of the network's parameters
     */
    public static long bytes(long parameters, OptimiserSettings optimiser) {
        return Float.BYTES * parameters * (3 + optimiser.algorithm().states.size());
    }

    /**
     * Checks that this is a checkpoint of the training to be resumed.
     *
     * @param wanted identity of the training
     * @throws InputException if it is not; the one-line message names what differs
     */
    void requireSame(Map<String, String> wanted) {
        wanted.forEach((name, value) -> {
            String found = identity.getOrDefault(name, "not known");
            Require.that(value.equals(found), "the training cannot be resumed: the checkpoint is from another training,"
                    + " whose " + name.replace('_', ' ') + " is '" + found + "' and not '" + value
                    + "': use the same data and options on the same machine, or train into another folder");
        });
    }
}
