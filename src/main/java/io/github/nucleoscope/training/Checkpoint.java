package io.github.nucleoscope.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.problem.InputException;

/**
 * A training between two epochs: all that is needed to go on as if it had never stopped. What is random depends on the
 * seed, the epoch and the place in the epoch alone, and has no state.
 *
 * @param identity by name, what must be the same for the training to go on: settings, network, data, processors
 * @param history one record per epoch that is done, in order; 1 or more
 * @param bestEpoch the epoch whose weights are the best, from 1; 0 where none has a finite validation loss
 * @param arrays by name, each as long as the network has parameters: {@code parameters}, their running mean
 *     {@code average}, those of the best epoch {@code best} where there is one, and {@code optimiser_…}. Not copied
 */
public record Checkpoint(Map<String, String> identity, List<EpochRecord> history, int bestEpoch,
        Map<String, float[]> arrays) {

    static final String PARAMETERS = "parameters";
    static final String AVERAGE = "average";
    static final String BEST = "best";
    static final String OPTIMISER = "optimiser_";

    /** @throws InputException where the parts do not fit each other */
    public Checkpoint {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        history = List.copyOf(history);
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        Require.that(!history.isEmpty(), "a checkpoint needs an epoch");
        for (int i = 0; i < history.size(); i++) {
            Require.that(history.get(i).epoch() == i + 1, "epoch " + history.get(i).epoch() + " where epoch " + (i + 1)
                    + " must be");
        }
        Require.that(bestEpoch >= 0 && bestEpoch <= history.size(),
                "the best epoch is " + bestEpoch + " of " + history.size());
        Require.that(arrays.containsKey(BEST) == bestEpoch > 0, "the best epoch is " + bestEpoch + " and its weights "
                + (bestEpoch > 0 ? "are missing" : "are there"));
        Require.that(arrays.values().stream().mapToInt(array -> array.length).distinct().count() == 1,
                "the arrays are of different length");
    }

    /**
     * How many bytes the arrays of a checkpoint take.
     *
     * @param parameters of the network
     */
    public static long bytes(long parameters, OptimiserSettings optimiser) {
        return Float.BYTES * parameters * (3 + optimiser.algorithm().states.size());
    }

    /**
     * Says whether this is a checkpoint of the same training.
     *
     * @throws InputException in one line that names what differs
     */
    void requireSame(Map<String, String> wanted) {
        wanted.forEach((name, value) -> {
            String found = identity.getOrDefault(name, "not known");
            Require.that(value.equals(found), "the training cannot go on: its checkpoint is of another training, whose "
                    + name.replace('_', ' ') + " is '" + found + "' and not '" + value
                    + "': give the same data and options, on the same machine, or train into another folder");
        });
    }
}
