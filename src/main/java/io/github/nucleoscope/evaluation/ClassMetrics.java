package io.github.nucleoscope.evaluation;

/**
 * How well one class is recognised.
 *
 * @param name the class
 * @param nuclei number of nuclei of the class
 * @param recall fraction of them that were classified correctly, in [0, 1]; NaN if the class has no nuclei
 * @param precision fraction of the nuclei assigned to the class that belong to it, in [0, 1]; NaN if none were assigned
 * @param f1 harmonic mean of both, in [0, 1]; NaN if no nucleus belongs to the class and none was assigned to it
 */
public record ClassMetrics(String name, long nuclei, Estimate recall, Estimate precision, Estimate f1) {}
