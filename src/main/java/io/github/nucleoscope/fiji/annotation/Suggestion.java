package io.github.nucleoscope.fiji.annotation;

import io.github.nucleoscope.classifier.Prediction;

/**
 * The class that a model suggests for a nucleus.
 *
 * @param group the class, as an ROI group
 * @param entropy entropy of the model's probabilities in nats, 0 or more: its uncertainty (Shannon 1948)
 */
public record Suggestion(int group, double entropy) {

    /** @param group the ROI group of the prediction's class */
    static Suggestion of(Prediction prediction, int group) {
        double entropy = 0;
        for (double p : prediction.probabilities()) {
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return new Suggestion(group, entropy);
    }
}
