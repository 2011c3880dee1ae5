package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The two engines on the networks and the crops that users have, which are too large for the brute-force twin. */
class EnginesAgreeTest {

    private static final int SIZE = 64;
    private static final int BATCH = 16;

    /** What an engine made of the mini-batch. */
    private record Computed(double loss, float[] gradient, float[] parameters, List<float[]> logits) {}

    private static Computed compute(Network network, Engine engine) {
        Random random = new Random(1);
        int values = network.input().values();
        float[] joined = new float[BATCH * values];
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            // Each crop has its own brightness and contrast, so that the logits differ.
            float low = 100 * random.nextFloat();
            float range = 155 * random.nextFloat();
            for (int v = 0; v < values; v++) {
                joined[i * values + v] = low + range * random.nextFloat();
            }
            images.add(Arrays.copyOfRange(joined, i * values, (i + 1) * values));
        }
        int[] classes = random.ints(BATCH, 0, 2).toArray();
        try (Backpropagation backpropagation = new Backpropagation(network, BATCH, engine)) {
            double loss = backpropagation.step(joined, classes, 1);
            INDArray gradient = backpropagation.gradient();
            // Batch normalisation's running values have moved: those are what is predicted with.
            float[] parameters = backpropagation.parameters().toFloatVector();
            try (Inference inference = new Inference(network, engine, Nd4j.createFromArray(parameters), true)) {
                return new Computed(loss, gradient.toFloatVector(), parameters, inference.logits(images));
            }
        }
    }

    /**
     * In the deepest networks a value within rounding of 0 falls to either side of a ReLU, whose gradient jumps there:
     * the double-precision twin sides with the one engine or with the other. There the gradients are compared as
     * vectors.
     */
    @ParameterizedTest
    @CsvSource({"shallow, true", "vgg13@1/8, true", "plain18@1/8, true", "resnet18@1/4, true", "resnet34@1/8, false",
        "resnet20@1/2, false", "4conv3x3 - mp4x4 - mp4x4 - mp2x2 - 2x(8conv3x3) - mp2x2 - 8conv3x3 - o, true"})
    void toOneTenThousandth(String notation, boolean eachGradient) {
        agree(notation, 1, eachGradient);
    }

    @ParameterizedTest
    @CsvSource({"shallow, 2", "shallow, 3", "resnet18@1/4, 3", "plain18@1/8, 4", "vgg13@1/8, 5", "plain18@1/8, 7"})
    void onSeveralChannels(String notation, int channels) {
        agree(notation, channels, true);
    }

    private static void agree(String notation, int channels, boolean eachGradient) {
        assumeTrue(OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(Architecture.parse(notation), TensorShape.ofCrop(SIZE, channels),
                new Standardisation(127.5, 73.6), Initialisation.HE_NORMAL, 1);
        Computed portable = compute(network, Engine.PORTABLE);
        Computed fast = compute(network, Engine.ONE_DNN);
        assertEquals(portable.loss, fast.loss, 1e-4);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < BATCH; i++) {
            float logit = portable.logits.get(i)[0];
            assertEquals(logit, fast.logits.get(i)[0], 1e-4 * Math.max(1, Math.abs(logit)), "logit " + i);
            lowest = Math.min(lowest, logit);
            highest = Math.max(highest, logit);
        }
        assertTrue(highest - lowest > 0.01, "the logits are all alike: " + lowest + " to " + highest);
        double largest = 0;
        for (float value : portable.gradient) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.01, "the gradient is nothing: " + largest);
        double squared = 0;
        double squaredDistance = 0;
        for (int i = 0; i < portable.gradient.length; i++) {
            squared += portable.gradient[i] * portable.gradient[i];
            squaredDistance += Math.pow(portable.gradient[i] - fast.gradient[i], 2);
            if (eachGradient) {
                assertEquals(portable.gradient[i], fast.gradient[i], 1e-4 * Math.max(1, largest), "gradient " + i);
            }
            assertEquals(portable.parameters[i], fast.parameters[i], 1e-4 * Math.max(1, Math.abs(fast.parameters[i])),
                    "parameter " + i);
        }
        double distance = Math.sqrt(squaredDistance / squared);
        assertTrue(distance < (eachGradient ? 1e-3 : 0.03), "the gradients are apart by " + distance);
    }

    @Test
    void onTheMapsOfAnHourglass() {
        assumeTrue(OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(Architecture.parse("hourglass@1/2"), TensorShape.ofCrop(SIZE),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        Random random = new Random(1);
        float[] images = new float[4 * SIZE * SIZE];
        float[] targets = new float[2 * images.length];
        float[] weights = new float[images.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
            targets[2 * i] = random.nextInt(2);
            targets[2 * i + 1] = random.nextFloat();
            weights[i] = 1 + random.nextFloat();
        }
        double[] losses = new double[2];
        float[][] gradients = new float[2][];
        for (Engine engine : Engine.values()) {
            try (Backpropagation backpropagation = new Backpropagation(network, 4, engine)) {
                losses[engine.ordinal()] = backpropagation.step(images, new PixelTargets(targets, weights), 1);
                gradients[engine.ordinal()] = backpropagation.gradient().toFloatVector();
            }
        }
        assertEquals(losses[0], losses[1], 1e-5);
        double squared = 0;
        double squaredDistance = 0;
        for (int i = 0; i < gradients[0].length; i++) {
            squared += gradients[0][i] * gradients[0][i];
            squaredDistance += Math.pow(gradients[0][i] - gradients[1][i], 2);
        }
        assertTrue(squared > 1e-6, "the gradient is nothing: " + squared);
        assertTrue(Math.sqrt(squaredDistance / squared) < 0.03, "apart by " + Math.sqrt(squaredDistance / squared));
    }
}
