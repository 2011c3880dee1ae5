package io.github.nucleoscope.check;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * How well something trivial predicts the class of crops that were held out.
 *
 * @param name such as "mean intensity"
 * @param balancedAccuracy over all crops, with its 95 % interval
 * @param auc area under the ROC curve; mean over the classes where there are more than two
 */
public record Cue(String name, Estimate balancedAccuracy, Estimate auc) {}
