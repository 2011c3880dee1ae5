package io.github.nucleoscope.comparison;

/**
 * One training of a comparison.
 *
 * @param network its place among the networks, from 0
 * @param seed of its cross-validation
 * @param fold whose test part it does not see, from 0
 */
public record Training(int network, long seed, int fold) {}
