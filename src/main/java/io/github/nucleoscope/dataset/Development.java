package io.github.nucleoscope.dataset;

/**
 * What may decide something about a network: code that decides takes this, and cannot reach the crops that the final
 * figures are measured on.
 *
 * @param train what the network learns from: crops of every class
 * @param validation what the best epoch is chosen by; empty where none was wanted
 */
public record Development(Dataset train, Dataset validation) {}
