package io.github.nucleoscope.synthetic;

/**
 * The truth about one synthetic nucleus.
 *
 * @param label its value in the label image, 1 or more
 * @param chromatin its class
 * @param x X of a pixel of the nucleus, the one nearest to its centroid
 * @param y Y of that pixel
 * @param area number of its pixels
 */
public record TrueNucleus(int label, Chromatin chromatin, int x, int y, int area) {}
