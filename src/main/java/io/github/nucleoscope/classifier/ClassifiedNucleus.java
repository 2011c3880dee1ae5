package io.github.nucleoscope.classifier;

import io.github.nucleoscope.nuclei.Nucleus;

/**
 * A nucleus and its predicted class.
 *
 * @param z slice of its plane, from 1
 * @param t frame of its plane, from 1
 */
public record ClassifiedNucleus(Nucleus nucleus, Prediction prediction, int z, int t) {}
