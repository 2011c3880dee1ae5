package io.github.nucleoscope.synthetic;

import java.util.Random;

/**
 * Outline of a nucleus: an ellipse, made slightly irregular by Fourier harmonics 3 to 5 of its radius, and
 * rasterised once.
 */
final class NucleusShape {

    private static final int FIRST_HARMONIC = 3;
    private static final int LAST_HARMONIC = 5;

    /**
     * Distribution of shapes.
     *
     * @param minDiameter least mean diameter in pixels
     * @param maxDiameter largest mean diameter in pixels
     * @param minElongation least ratio of the long axis to the short axis
     * @param maxElongation largest ratio of the long axis to the short axis
     * @param maxAmplitude largest amplitude of a harmonic, as a fraction of the radius
     * @param margin pixels of the box around the outline, where a blurred edge fades out
     */
    record Form(double minDiameter, double maxDiameter, double minElongation, double maxElongation,
            double maxAmplitude, int margin) {

        /** Nuclei of fluorescence fields. */
        static final Form FLUORESCENT = new Form(26, 36, 1, 1.35, 0.025, 6);
        /** Large, oval nuclei in tissue; the margin has room for their cytoplasm, as in those that follow. */
        static final Form VESICULAR = new Form(36, 45, 1.05, 1.45, 0.025, 16);
        /** Small, round nuclei in tissue. */
        static final Form SMALL_DENSE = new Form(24, 29, 1, 1.2, 0.02, 12);
        /** Metaphase plates. */
        static final Form PLATE = new Form(20, 24, 1.9, 2.6, 0.06, 12);
    }

    private final int size;
    private final double[] relativeRadius;

    private NucleusShape(int size, double[] relativeRadius) {
        this.size = size;
        this.relativeRadius = relativeRadius;
    }

    /** Draws a random shape. */
    static NucleusShape draw(Form form, Random random) {
        double diameter = form.minDiameter + (form.maxDiameter - form.minDiameter) * random.nextDouble();
        double elongation = form.minElongation + (form.maxElongation - form.minElongation) * random.nextDouble();
        double longRadius = diameter / 2 * Math.sqrt(elongation);
        double shortRadius = diameter / 2 / Math.sqrt(elongation);
        double tilt = Math.PI * random.nextDouble();
        double[] amplitudes = new double[LAST_HARMONIC + 1];
        double[] phases = new double[LAST_HARMONIC + 1];
        for (int k = FIRST_HARMONIC; k <= LAST_HARMONIC; k++) {
            amplitudes[k] = form.maxAmplitude * random.nextDouble();
            phases[k] = 2 * Math.PI * random.nextDouble();
        }

        int half = (int) Math.ceil(longRadius * (1 + 3 * form.maxAmplitude)) + form.margin;
        int size = 2 * half + 1;
        double[] relativeRadius = new double[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double angle = StrictMath.atan2(y - half, x - half) - tilt;
                double cos = StrictMath.cos(angle) / longRadius;
                double sin = StrictMath.sin(angle) / shortRadius;
                double outline = 1 / Math.sqrt(cos * cos + sin * sin);
                double ripple = 1;
                for (int k = FIRST_HARMONIC; k <= LAST_HARMONIC; k++) {
                    ripple += amplitudes[k] * StrictMath.cos(k * angle + phases[k]);
                }
                double distance = Math.sqrt((double) (y - half) * (y - half) + (double) (x - half) * (x - half));
                relativeRadius[y * size + x] = distance / (outline * ripple);
            }
        }
        return new NucleusShape(size, relativeRadius);
    }

    /** Returns the width and height of the box in pixels; the centre of the shape is its middle pixel. */
    int size() {
        return size;
    }

    /** Returns the distance from the centre relative to that of the outline, by index y * size + x: below 1 inside. */
    double relativeRadius(int index) {
        return relativeRadius[index];
    }

    /** Returns whether a pixel of the box belongs to the nucleus. */
    boolean contains(int index) {
        return relativeRadius[index] < 1;
    }
}
