package io.github.nucleoscope.evaluation;

/**
 * How well one class is recognised.
 *
 * @param name the class
 * @param nuclei number of nuclei of the class
 * @param recall share of them that were recognised, in [0, 1]; NaN where there is none
 * @param precision share of the nuclei taken for the class that are of it, in [0, 1]; NaN where none was
 * @param f1 harmonic mean of both, in [0, 1]; NaN where there is no nucleus of the class and none was taken for it
 */
public record ClassMetrics(String name, long nuclei, double recall, double precision, double f1) {}
