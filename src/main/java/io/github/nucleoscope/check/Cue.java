package io.github.nucleoscope.check;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * How well a trivial cue predicts the class of held-out crops.
 *
 * @param name such as "mean intensity"
 * @param balancedAccuracy over all crops, with its 95 % interval
 * @param auc area under the ROC curve; the mean over the classes if there are more than two
 */
public record Cue(String name, Estimate balancedAccuracy, Estimate auc) {}
