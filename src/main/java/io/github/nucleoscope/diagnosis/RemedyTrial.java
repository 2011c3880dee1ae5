package io.github.nucleoscope.diagnosis;

import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * A remedy tried for the same few epochs, or for twice as many where that is the remedy.
 *
 * @param trial what it came to
 * @param improvement by how many nats its validation loss is below the network's, crop by crop; empty where one of them
 *     diverged
 * @param again the same with another seed for both; empty where the first was no clear improvement
 * @param needed the least improvement that counts, in nats
 */
public record RemedyTrial(Remedy remedy, Trial trial, Optional<Estimate> improvement, Optional<Estimate> again,
        double needed) {

    /**
     * Whether it worked: it says more of validation crops than chance, and its validation loss is below the network's
     * with the whole 95 % interval and by 2 % of chance's loss or more, with either of two seeds: differences
     * between seeds can be larger than those between crops.
     */
    public boolean worked() {
        return trial.learnt() && isClear(improvement, needed) && isClear(again, needed);
    }

    static boolean isClear(Optional<Estimate> improvement, double needed) {
        return improvement.isPresent() && improvement.get().ci95().low() > 0 && improvement.get().value() >= needed;
    }

    /** What was changed, in words; a new learning rate with its value. */
    public String title() {
        return remedy != Remedy.LEARNING_RATE ? remedy.title() : String.format(Locale.ROOT, "%s, %.1e", remedy.title(),
                trial.subject().settings().optimiser().learningRate());
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
                + ": " + (worked() ? "it worked." : !trial.learnt() ? "validation is not clearly above chance."
                : isClear(improvement, needed) ? "with another seed it did not help." : "no clear improvement.");
    }
}
