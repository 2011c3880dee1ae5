package io.github.nucleoscope.check;

import io.github.nucleoscope.evaluation.Evaluation;

/**
 * The predictions of networks for crops that they have not seen.
 *
 * @param share of the other folds' crops that each network was trained on, above 0 and up to 1
 * @param trainSize mean number of training crops
 * @param probabilities of the classes, 0 to 1: {@code [crop][class]}
 * @param evaluation of all crops together
 */
public record OutOfFold(double share, int trainSize, double[][] probabilities, Evaluation evaluation) {}
