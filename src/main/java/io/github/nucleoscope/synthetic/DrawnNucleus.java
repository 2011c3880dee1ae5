package io.github.nucleoscope.synthetic;

/**
 * Ground truth about one nucleus of a drawn field.
 *
 * @param label value in the label image, 1 or more
 * @param className name of its class
 * @param x X of a pixel of the nucleus, the one nearest to its centroid
 * @param y Y of that pixel
 * @param area number of pixels
 */
public record DrawnNucleus(int label, String className, int x, int y, int area) {}
