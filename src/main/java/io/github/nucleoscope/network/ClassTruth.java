package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

/**
 * The true class of each image.
 *
 * @param classes true class indices of the whole mini-batch
 * @param predicted receives the most probable class of each image, in mini-batch order
 * @param objective loss
 */
record ClassTruth(int[] classes, int[] predicted, Objective objective) implements Truth {

    @Override
    public double compare(FloatBuffer logits, FloatBuffer gradient, int first, int count, int batch) {
        int units = logits.limit() / count;
        float[] row = new float[units];
        float[] rowGradient = new float[units];
        double loss = 0;
        for (int i = 0; i < count; i++) {
            logits.get(i * units, row);
            loss += Loss.of(row, classes[first + i], objective);
            predicted[first + i] = Loss.mostProbable(row);
            Loss.gradient(row, classes[first + i], objective, rowGradient);
            for (int unit = 0; unit < units; unit++) {
                gradient.put(i * units + unit, rowGradient[unit] / batch);
            }
        }
        return loss;
    }
}
