package io.github.nucleoscope.check;

import io.github.nucleoscope.evaluation.Evaluation;

/**
 * What networks said of crops that they had not seen.
 *
 * @param share of the other folds' crops that each was trained on, above 0 to 1
 * @param trainSize how many crops that were in the mean
 * @param probabilities by crop that was asked about, then by class
 * @param evaluation of all crops together
 */
public record OutOfFold(double share, int trainSize, double[][] probabilities, Evaluation evaluation) {}
