package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and gradients against central differences of the brute-force twin, in double precision. */
class GradientTest {

    private static final int BATCH = 3;

    @ParameterizedTest
    @ValueSource(strings = {
        "o", // output alone, sigmoid
        "o4", // output alone, softmax
        "fc5 - o", // fully connected and ReLU
        "fc7 - fc5 - o3",
        "4conv3x3 - o", // a first convolution: gradient by patches
        "4conv3x2 - o", // an even kernel, padded more at one side
        "3conv1x1 - 4conv3x3 - o", // a convolution that passes a gradient on
        "3conv3x3 - 4conv2x5 - o",
        "mp2x2 - o", // pooling first
        "3conv3x3 - mp2x2 - o", // pooling that changes places with ReLU
        "3conv3x3 - mp2x3 - 4conv3x3 - mp3x2 - o3", // incomplete blocks at the edge
        "drop0.3 - o",
        "fc9 - drop0.5 - o",
        "3conv3x3 - drop0.25 - 4conv3x3 - drop0.5 - o",
        "3conv3x3/2 - o", // a first convolution that strides
        "3conv1x1 - 4conv3x3/2 - 5conv5x5/3 - o",
        "relu - fc4 - relu - o", // ReLU on the image, and one that says what is so anyway
        "3conv3x3 - relu - mp2x2 - o",
        "ap2x2 - o",
        "3conv3x3 - ap2x3 - 4conv3x3 - ap3x3/2 - o3",
        "3conv3x3 - mp3x3/2 - 4conv3x3 - mp5x3/2 - o", // windows that overlap, padded
        "3conv3x3 - gap - o", // global average
        "gap - o3",
        "3conv3x3 - bn - o", // ReLU after the normalisation
        "bn - o", // of the image, without ReLU
        "fc5 - bn - o", // of units
        "3conv3x3 - mp2x2 - bn - 4conv3x3 - bn - mp2x2 - o", // a maximum between normalisation and ReLU
        "3conv3x3 - bn - ap2x2 - bn - relu - fc4 - o",
        "3conv3x3 - drop0.2 - bn - gap - o",
        "3conv3x3 - res(3conv3x3 - 3conv3x3) - o", // identity shortcut
        "3conv3x3 - bn - res(4conv3x3 - bn - 3conv3x3 - bn) - res(3conv3x3 - bn) - o3",
        "3conv3x3 - proj(4conv3x3/2 - bn - 5conv3x3 - bn) - gap - o", // projection, normalised
        "3conv3x3 - proj(4conv3x3/2 - 4conv3x3) - o", // projection with biases
        "3conv3x3 - pad(5conv3x3/2 - bn - 5conv3x3 - bn) - gap - o", // padded shortcut
        "3conv3x3 - mp2x2 - res(bn - relu - 3conv3x3) - o", // activation first
        "3conv3x3 - res(res(3conv3x3) - 3conv3x3 - relu) - mp2x2 - o", // blocks inside each other
        "3conv3x3 - res(res(3conv3x3)) - o", // a body that ends with a sum
        "3conv3x3 - res(drop0.3 - 3conv3x3 - drop0.3) - o", // dropout may not touch the shortcut
        "3conv3x3 - drop0.5 - res(3conv3x3) - o", // dropout in place, read by both branches
        "mp2x2 - drop0.5 - res(1conv3x3) - res(res(1conv3x3)) - o",
        "mp2x2 - relu - res(1conv3x3) - o",
        "3conv3x3 - bn - mp2x2 - relu - drop0.3 - res(drop0.3) - res(relu - 3conv3x3) - o",
        "res(drop0.3) - o",
        "res(1conv3x3) - res(1conv3x3 - bn) - o", // a shortcut from the image
        "proj(3conv3x3/2) - pad(3conv1x1) - o",
        "3conv3x3 - res(mp3x3/1 - proj(3conv3x3)) - o", // a pooling that keeps the size
        "2x(3conv3x3 - mp2x2) - 2x(fc5) - o", // repetition
        "4conv3x3 - mp2x2 - 4conv3x3 - mp2x2 - 6conv5x5 - mp2x2 - fc8 - fc8 - o", // the shallow network, narrow
    })
    void gradientsMatchFiniteDifferences(String notation) {
        checkGradients(notation, new TensorShape(9, 10, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "map1", // one map of the image itself
        "3conv3x3 - map2", // an answer for each pixel
        "up2x3 - 3conv3x3 - map2", // upsampling of the image
        "3conv3x3 - mp2x2 - 4conv3x3 - up2x2 - map3",
        "3conv3x3 - up2x2 - o3", // upsampling before classes
        "3conv3x3 - res(mp2x2 - 4conv3x3 - 3conv1x1 - up2x2) - 3conv3x3 - map2", // there and back, and a sum
        "3conv3x3 - bn - proj(mp2x2 - 5conv3x3 - bn - up2x2 - 4conv3x3 - bn) - map2",
        "3conv3x3 - pad(mp4x4 - up2x2 - 4conv3x3) - map1", // back by less than there: the shortcut strides by 2
        "4conv3x3 - bn - res(mp2x2 - 5conv3x3 - bn - res(mp2x2 - 6conv3x3 - bn - 5conv1x1 - bn - up2x2)"
                + " - 5conv3x3 - bn - 4conv1x1 - bn - up2x2) - 4conv3x3 - bn - map2", // the hourglass, small
    })
    void gradientsMatchOfMaps(String notation) {
        checkGradients(notation, new TensorShape(8, 12, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4conv3x3 - mp2x2 - fc5 - o", "4conv2x3 - o3", "res(3conv3x3 - bn) - o",
        "17conv3x3 - bn - proj(18conv3x3/2 - bn - 33conv3x3 - bn) - gap - o"}) // more than one block of channels
    void gradientsMatchWithSeveralChannels(String notation) {
        checkGradients(notation, new TensorShape(8, 7, 3));
    }

    /** First layers of every kind on images of one channel to more than a processor computes at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 17})
    void gradientsMatchWithAnyNumberOfChannels(int channels) {
        for (String notation : List.of("4conv3x3 - mp2x2 - o", "5conv3x3/2 - bn - o3", "bn - 3conv4x3 - gap - o",
                "mp2x2 - fc4 - o", "17conv3x3 - bn - res(17conv3x3 - bn) - gap - o",
                "proj(3conv3x3/2 - bn) - o", "res(" + channels + "conv3x3 - bn) - gap - o")) {
            checkGradients(notation, new TensorShape(7, 6, channels));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachStepDropsWhatItsOwnSeedSays(Engine engine) {
        Assumptions.assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        TensorShape shape = new TensorShape(6, 6, 1);
        Network network = Network.initialise(Architecture.parse("3conv3x3 - drop0.5 - fc9 - drop0.5 - o"), shape,
                Standardisation.NONE, Initialisation.HE_NORMAL, 7);
        Random random = new Random(1);
        float[] images = new float[BATCH * shape.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        int[] classes = {0, 1, 1};
        ReferenceNetwork twin = new ReferenceNetwork(network);
        double[] parameters = new double[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = network.parameters()[i];
        }
        double first = twin.loss(parameters, images, classes, 11L);
        double second = twin.loss(parameters, images, classes, 12L);
        assertTrue(Math.abs(first - second) > 0.01, "the seeds make no difference: " + first + ", " + second);
        try (Backpropagation backpropagation = new Backpropagation(network, BATCH, engine)) {
            assertEquals(first, backpropagation.step(images, classes, 11), 1e-5);
            float[] gradient = backpropagation.gradient().toFloatVector();
            assertEquals(second, backpropagation.step(images, classes, 12), 1e-5);
            assertFalse(Arrays.equals(gradient, backpropagation.gradient().toFloatVector()), "the gradients are alike");
            assertEquals(first, backpropagation.step(images, classes, 11), 1e-5);
            assertArrayEquals(gradient, backpropagation.gradient().toFloatVector(), 1e-6f);
        }
    }

    /** Targets of 0, of 1 and between; weights of 0 to 3. */
    private static PixelTargets targets(TensorShape output, Random random) {
        float[] values = new float[output.values(BATCH)];
        float[] weights = new float[values.length / output.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(1, 2 * random.nextFloat() - 0.5f));
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 3 * random.nextFloat();
        }
        return new PixelTargets(values, weights);
    }

    private static void checkGradients(String notation, TensorShape shape) {
        checkGradient(notation, shape, Engine.PORTABLE);
        Assumptions.assumeTrue(OneDnn.isAvailable(), "there is no oneDNN for this system");
        checkGradient(notation, shape, Engine.ONE_DNN);
    }

    /** One mean and one deviation for each channel. */
    private static Standardisation standardisation(int channels) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            means.add(100.0 + 20 * i);
            deviations.add(50.0 + 10 * i);
        }
        return new Standardisation(means, deviations);
    }

    private static void checkGradient(String notation, TensorShape shape, Engine engine) {
        Random random = new Random(notation.hashCode());
        Network network = Network.initialise(Architecture.parse(notation), shape, standardisation(shape.channels()),
                Initialisation.HE_NORMAL, 7);
        float[] flat = network.parameters().clone();
        for (int i = 0; i < flat.length; i++) {
            flat[i] += 0.05f * (float) random.nextGaussian(); // biases that are not 0
        }
        network = network.withParameters(flat);
        float[] images = new float[BATCH * shape.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = 255 * random.nextFloat();
        }
        long dropoutSeed = 11;
        ReferenceNetwork twin = new ReferenceNetwork(network);
        double[] parameters = new double[flat.length];
        for (int i = 0; i < flat.length; i++) {
            parameters[i] = flat[i];
        }
        try (Backpropagation backpropagation = new Backpropagation(network, BATCH, engine)) {
            ToDoubleFunction<double[]> expectedLoss;
            double loss;
            if (network.architecture().isPerPixel()) {
                PixelTargets targets = targets(network.output(), random);
                expectedLoss = changed -> twin.loss(changed, images, targets, BATCH, dropoutSeed);
                loss = backpropagation.step(images, targets, dropoutSeed);
            } else {
                int[] classes = random.ints(BATCH, 0, network.classes()).toArray();
                expectedLoss = changed -> twin.loss(changed, images, classes, dropoutSeed);
                loss = backpropagation.step(images, classes, dropoutSeed);
            }
            assertEquals(expectedLoss.applyAsDouble(parameters), loss, 1e-5);
            float[] gradient = backpropagation.gradient().toFloatVector();
            double largest = 0;
            // Only every n-th parameter of a large network is checked: the twin takes its time.
            for (int i = 0; i < parameters.length; i += 1 + parameters.length / 1500) {
                // Small enough that no ReLU or maximum changes sides, save by rare chance.
                double step = 1e-6;
                double value = parameters[i];
                parameters[i] = value + step;
                double above = expectedLoss.applyAsDouble(parameters);
                parameters[i] = value - step;
                double below = expectedLoss.applyAsDouble(parameters);
                parameters[i] = value;
                double expected = (above - below) / (2 * step);
                largest = Math.max(largest, Math.abs(expected));
                assertEquals(expected, gradient[i], 1e-4 * Math.max(0.1, Math.abs(expected)),
                        engine + " parameter " + i);
            }
            assertTrue(largest > 1e-3, "a gradient of nothing proves nothing");
        }
    }
}
