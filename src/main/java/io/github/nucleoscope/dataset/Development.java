package io.github.nucleoscope.dataset;

/**
 * The training and validation parts of a split. Code that makes decisions about a network takes these only, and cannot
 * reach the test part.
 *
 * @param train crops that the network learns from, of every class
 * @param validation crops that the best epoch is chosen by; empty if no validation part was requested
 */
public record Development(Dataset train, Dataset validation) {}
