package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The two engines on the network and the crops that users have, which are too large for the brute-force twin. */
class EnginesAgreeTest {

    private static final int SIZE = 64;
    private static final int BATCH = 32;
    private static final Network SHALLOW = Network.initialise(Architecture.SHALLOW, TensorShape.ofCrop(SIZE),
            new Standardisation(127.5, 73.6), Initialisation.HE_NORMAL, 1);

    /** What an engine made of the mini-batch. */
    private record Computed(double loss, float[] gradient, List<float[]> logits) {}

    private static Computed compute(Engine engine) {
        Random random = new Random(1);
        float[] joined = new float[BATCH * SIZE * SIZE];
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            // Each crop has its own brightness and contrast, so that the logits differ.
            float low = 100 * random.nextFloat();
            float range = 155 * random.nextFloat();
            for (int v = 0; v < SIZE * SIZE; v++) {
                joined[i * SIZE * SIZE + v] = low + range * random.nextFloat();
            }
            images.add(Arrays.copyOfRange(joined, i * SIZE * SIZE, (i + 1) * SIZE * SIZE));
        }
        int[] classes = random.ints(BATCH, 0, 2).toArray();
        try (Backpropagation backpropagation = new Backpropagation(SHALLOW, BATCH, engine);
                Inference inference = new Inference(SHALLOW, engine, Nd4j.createFromArray(SHALLOW.parameters()),
                        true)) {
            double loss = backpropagation.step(joined, classes, 1);
            INDArray gradient = backpropagation.gradient();
            return new Computed(loss, gradient.toFloatVector(), inference.logits(images));
        }
    }

    @Test
    void onTheShallowNetwork() {
        assumeTrue(OneDnn.isAvailable(), "there is no oneDNN for this system");
        Computed portable = compute(Engine.PORTABLE);
        Computed fast = compute(Engine.ONE_DNN);
        assertEquals(portable.loss, fast.loss, 1e-4);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < BATCH; i++) {
            float logit = portable.logits.get(i)[0];
            assertEquals(logit, fast.logits.get(i)[0], 1e-4, "logit " + i);
            lowest = Math.min(lowest, logit);
            highest = Math.max(highest, logit);
        }
        assertTrue(highest - lowest > 0.1, "the logits are all alike: " + lowest + " to " + highest);
        double largest = 0;
        for (int i = 0; i < portable.gradient.length; i++) {
            assertEquals(portable.gradient[i], fast.gradient[i], 1e-4, "gradient " + i);
            largest = Math.max(largest, Math.abs(portable.gradient[i]));
        }
        assertTrue(largest > 0.01, "the gradient is nothing: " + largest);
    }
}
