package io.github.nucleoscope.dataset;

/**
 * One fold of a cross-validation. Each crop is in one of the two parts.
 *
 * @param train crops that the network learns from, of every class
 * @param test crops that the network is evaluated on
 */
public record Fold(Dataset train, Dataset test) {}
