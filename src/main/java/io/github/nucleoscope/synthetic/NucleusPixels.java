package io.github.nucleoscope.synthetic;

import io.github.nucleoscope.synthetic.Layout.Placed;

/**
 * The pixels of a placed nucleus, without those that its neighbours took.
 *
 * @param inside whether each pixel of the nucleus's box belongs to it, by index y * size + x
 * @param centreX X in the field of a pixel of the nucleus, the one nearest to its centroid
 * @param centreY Y of that pixel
 * @param area number of pixels
 */
record NucleusPixels(boolean[] inside, int centreX, int centreY, int area) {

    /**
     * Finds the pixels of a nucleus.
     *
     * @param labels the label image of the field, row by row
     * @param width width of the field
     */
    static NucleusPixels of(Placed placed, int label, int[] labels, int width) {
        int size = placed.shape().size();
        boolean[] inside = new boolean[size * size];
        double sumX = 0;
        double sumY = 0;
        int area = 0;
        for (int i = 0; i < inside.length; i++) {
            inside[i] = labels[(placed.top() + i / size) * width + placed.left() + i % size] == label;
            if (inside[i]) {
                sumX += i % size;
                sumY += i / size;
                area++;
            }
        }
        int nearest = nearest(inside, size, sumX / area, sumY / area);
        return new NucleusPixels(inside, placed.left() + nearest % size, placed.top() + nearest / size, area);
    }

    private static int nearest(boolean[] inside, int size, double x, double y) {
        int nearest = -1;
        double nearestDistance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            double dx = i % size - x;
            double dy = i / size - y;
            if (inside[i] && dx * dx + dy * dy < nearestDistance) {
                nearest = i;
                nearestDistance = dx * dx + dy * dy;
            }
        }
        return nearest;
    }
}
