package io.github.nucleoscope.training;

import java.util.List;
import java.util.Map;

/**
 * A member of an ensemble after an epoch.
 *
 * @param state of its training, see {@link Learner#state}
 * @param figures of the training in this epoch
 * @param logits of the crops that it does not train on, in order, by the running mean of its weights
 */
record MemberEpoch(Map<String, float[]> state, EpochSteps.Result figures, List<float[]> logits) {

    /** Returns the running mean of the weights. */
    float[] averaged() {
        return state.get(Checkpoint.AVERAGE);
    }
}
