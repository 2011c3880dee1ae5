package io.github.nucleoscope.synthetic;

import java.util.List;
import java.util.Random;

/** Actin of a layer of cells: bright where two cells meet, halfway between their nuclei, and fibres everywhere. */
final class CellCortex {

    private static final double BRIGHTNESS = 90;
    /** Standard deviation of the cortex's profile, in pixels. */
    private static final double CORTEX = 1.5;
    private static final double FIBRE_BRIGHTNESS = 14;
    private static final double FIBRE_LENGTH = 60;
    private static final double FIBRE_WIDTH = 3;

    private CellCortex() {}

    /**
     * Adds the actin to a field.
     *
     * @param nuclei two or more
     * @param fluorescence the field, in grey values, row by row
     */
    static void paint(List<DrawnNucleus> nuclei, double[] fluorescence, int width, Random random) {
        SmoothNoise fibres = new SmoothNoise(random);
        double angle = Math.PI * random.nextDouble();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int i = 0; i < fluorescence.length; i++) {
            int x = i % width;
            int y = i / width;
            double border = distanceFromBorder(nuclei, x, y) / CORTEX;
            double fibre = fibres.at((cos * x + sin * y) / FIBRE_LENGTH, (cos * y - sin * x) / FIBRE_WIDTH);
            fluorescence[i] += BRIGHTNESS * StrictMath.exp(-0.5 * border * border)
                    + FIBRE_BRIGHTNESS * (1 + fibre);
        }
    }

    /** Returns the distance from the line halfway between the two nearest nuclei. */
    private static double distanceFromBorder(List<DrawnNucleus> nuclei, int x, int y) {
        DrawnNucleus nearest = null;
        DrawnNucleus second = null;
        for (DrawnNucleus nucleus : nuclei) {
            if (nearest == null || squared(nucleus, x, y) < squared(nearest, x, y)) {
                second = nearest;
                nearest = nucleus;
            } else if (second == null || squared(nucleus, x, y) < squared(second, x, y)) {
                second = nucleus;
            }
        }
        double difference = squared(second, x, y) - squared(nearest, x, y);
        return difference / (2 * Math.sqrt(squared(second, nearest.x(), nearest.y())));
    }

    private static double squared(DrawnNucleus nucleus, int x, int y) {
        double dx = x - nucleus.x();
        double dy = y - nucleus.y();
        return dx * dx + dy * dy;
    }
}
