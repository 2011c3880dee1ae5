package io.github.nucleoscope.diagnosis;

import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * A remedy tried for the same number of epochs, or for twice as many if that is the remedy.
 *
 * @param remedy that was tried
 * @param trial its training
 * @param improvement by how many nats its validation loss is below the network's, paired by crop; empty if it diverged
 * @param again the improvement with another seed for both; empty if the first was no clear improvement
 * @param needed the least improvement that counts, in nats
 */
public record RemedyTrial(Remedy remedy, Trial trial, Optional<Estimate> improvement, Optional<Estimate> again,
        double needed) {

    /**
     * Returns whether it worked: it is better than chance on the validation crops, and with each of two seeds its
     * validation loss is below the network's by at least 2 % of chance and with the whole 95 % interval. Differences
     * between seeds can be larger than those between crops.
     */
    public boolean worked() {
        return trial.learnt() && isClear(improvement, needed) && isClear(again, needed);
    }

    static boolean isClear(Optional<Estimate> improvement, double needed) {
        return improvement.isPresent() && improvement.get().ci95().low() > 0 && improvement.get().value() >= needed;
    }

    /** Returns what was changed, for people; a new learning rate with its value. */
    public String title() {
        return remedy != Remedy.LEARNING_RATE ? remedy.title() : String.format(Locale.ROOT, "%s, %.1e", remedy.title(),
                trial.subject().settings().optimiser().learningRate());
    }

    /** Returns the result in one sentence. */
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
