package io.github.nucleoscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the training of a classifier that may be an ensemble.
 *
 * @param recipe where the values come from that were not given
 * @param members number of parts that the crops are divided into, each of which one member of each kind does not see, 2
 *     to {@value #MOST_MEMBERS}; 1 for a single network that is trained with a validation part
 * @param kind what the members are; of a single network {@code AUTO} or {@code NETWORK}
 * @param training settings of the training of each network. Its validation fraction is for a single network
 */
public record EnsembleSettings(Recipe recipe, int members, ClassifierKind kind, TrainingSettings training) {

    /** The largest number of members of a kind. */
    public static final int MOST_MEMBERS = 20;

    public EnsembleSettings {
        Require.that(members >= 1 && members <= MOST_MEMBERS,
                "members " + members + " is not 1 (a single network) to " + MOST_MEMBERS);
        Require.that(members > 1 || kind == ClassifierKind.AUTO || kind == ClassifierKind.NETWORK,
                "a classifier with measurements needs 2 members or more: a single one is a network");
    }

    /** Returns the settings of a single network. */
    public static EnsembleSettings single(Recipe recipe, TrainingSettings training) {
        return new EnsembleSettings(recipe, 1, ClassifierKind.NETWORK, training);
    }

    /** Whether there are several members. */
    public boolean isEnsemble() {
        return members > 1;
    }

    /** Whether the networks of the last epoch are kept, and not those of the epoch with the lowest validation loss. */
    public boolean keepsLastEpoch() {
        return isEnsemble() && training.schedule().hasFixedLength();
    }

    /** Returns every setting by name. */
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("recipe", recipe.name());
        description.put("members", String.valueOf(members));
        description.put("classifier", kind.name());
        description.putAll(training.describe());
        if (isEnsemble()) {
            description.remove("validation_fraction");
            if (training.schedule().hasFixedLength()) {
                description.remove("patience");
            }
        }
        return description;
    }
}
