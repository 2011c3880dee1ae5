package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.evaluation.Estimate;
import java.util.Optional;

/**
 * A remedy tried for the same few epochs.
 *
 * @param trial what it came to
 * @param improvement by how many nats its validation loss is below the network's, crop by crop; empty where one of them
 *     diverged
 * @param again the same with another seed for both; empty where the first was no clear improvement
 */
public record RemedyTrial(Remedy remedy, Trial trial, Optional<Estimate> improvement, Optional<Estimate> again) {

    /**
     * Whether it worked: it says more of validation crops than chance, and its validation loss is below the network's
     * with the whole 95 % interval, with either of two seeds: differences between seeds can be larger than those
     * between crops. Where the network itself came to no epoch, learning is enough.
     */
    public boolean worked() {
        return trial.learnt() && isClear(improvement) && isClear(again);
    }

    static boolean isClear(Optional<Estimate> improvement) {
        return improvement.isPresent() && improvement.get().ci95().low() > 0;
    }

    /** In one sentence. */
    public String sentence() {
        if (trial.answers().isEmpty()) {
            return "It diverged: " + trial.diverged().orElse("no epoch was finished") + ".";
        }
        return "Validation loss " + trial.validation().loss() + ", balanced accuracy "
                + trial.validation().balancedAccuracy()
                + improvement.map(better -> "; loss lower by " + better).orElse("")
                + again.map(better -> ", with another seed by " + better).orElse("")
                + (worked() ? ": it worked." : ": no improvement beyond noise.");
    }
}
