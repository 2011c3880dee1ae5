package io.github.nucleoscope.synthetic;

/**
 * Ground truth about one synthetic nucleus.
 *
 * @param label value in the label image, 1 or more
 * @param chromatin class
 * @param x X of a pixel of the nucleus, the one nearest to its centroid
 * @param y Y of that pixel
 * @param area number of pixels
 */
public record TrueNucleus(int label, Chromatin chromatin, int x, int y, int area) {}
