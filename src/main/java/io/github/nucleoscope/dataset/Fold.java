package io.github.nucleoscope.dataset;

/**
 * One round of a cross-validation. Each crop is in one of both.
 *
 * @param train what the network learns from: crops of every class
 * @param test what the figures are measured on
 */
public record Fold(Dataset train, Dataset test) {}
