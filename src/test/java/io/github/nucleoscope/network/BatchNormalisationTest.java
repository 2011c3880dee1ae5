package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormalisationTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void runningValuesMoveByATenthTowardsTheMiniBatch(Engine engine) {
        Assumptions.assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(Architecture.parse("bn - o"), new TensorShape(1, 2, 1),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        // Scale, shift, mean, variance; then the output's weights.
        assertEquals(List.of(1f, 0f, 0f, 1f), boxed(network.parameters(), 4));
        try (Backpropagation backpropagation = new Backpropagation(network, 2, engine)) {
            backpropagation.step(new float[] {1, 2, 3, 6}, new int[] {0, 1}, 1);
            // Mean 3, squared distances 4 + 1 + 0 + 9 = 14, of 4 values: 14 / 3 without bias.
            List<Float> once = boxed(backpropagation.parameters().toFloatVector(), 4);
            assertEquals(0.3, once.get(2), 1e-6);
            assertEquals(0.9 + 0.1 * 14 / 3, once.get(3), 1e-6);
            backpropagation.step(new float[] {1, 2, 3, 6}, new int[] {0, 1}, 1);
            assertEquals(0.57, backpropagation.parameters().getFloat(2), 1e-6);
        }
    }

    private static List<Float> boxed(float[] values, int count) {
        Float[] boxed = new Float[count];
        Arrays.setAll(boxed, i -> values[i]);
        return List.of(boxed);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whereValuesStopBeingFiniteIsNamed(Engine engine) {
        Assumptions.assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(Architecture.parse("3conv3x3 - bn - mp2x2 - 4conv3x3 - fc5 - o"),
                TensorShape.ofCrop(8), Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        INDArray parameters = Nd4j.createFromArray(network.parameters());
        INDArray gradient = Nd4j.create(DataType.FLOAT, network.parameterCount());
        try (Graph graph = engine.graph(network, 2, parameters, gradient)) {
            Random random = new Random(1);
            for (int i = 0; i < graph.input().limit(); i++) {
                graph.input().put(i, random.nextFloat());
            }
            graph.load();
            graph.forward();
            assertEquals(Optional.empty(), graph.firstNonFinite());
            ParameterBlock weights = network.computation().blocks().stream()
                    .filter(block -> block.name().equals("4_4conv3x3_weights")).findFirst().orElseThrow();
            parameters.putScalar(weights.offset(), Float.POSITIVE_INFINITY);
            graph.load();
            graph.forward();
            assertEquals(Optional.of("4_4conv3x3"), graph.firstNonFinite());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aResidualNetworkOfTwoBlocksLearnsThirtyTwoCropsByHeart(Engine engine) {
        Assumptions.assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(Architecture.parse("8conv3x3 - bn - res(8conv3x3 - bn - 8conv3x3 - bn)"
                + " - proj(16conv3x3/2 - bn - 16conv3x3 - bn) - gap - o"), TensorShape.ofCrop(16),
                new Standardisation(127.5, 73.6), Initialisation.HE_NORMAL, 1);
        // Noise with random classes: there is nothing to generalise from.
        Random random = new Random(2);
        float[] images = new float[32 * 256];
        for (int i = 0; i < images.length; i++) {
            images[i] = 255 * random.nextFloat();
        }
        int[] classes = random.ints(32, 0, 2).toArray();
        assertTrue(Arrays.stream(classes).distinct().count() == 2);
        try (Backpropagation backpropagation = new Backpropagation(network, 32, engine)) {
            double first = backpropagation.step(images, classes, 1);
            double loss = first;
            for (int step = 0; step < 400 && loss > 0.02; step++) {
                backpropagation.parameters().subi(backpropagation.gradient().mul(0.1));
                loss = backpropagation.step(images, classes, 1);
            }
            assertTrue(first > 0.3 && loss < 0.02, "the loss went from " + first + " to " + loss);
            assertEquals(Arrays.toString(classes), Arrays.toString(backpropagation.predicted()));
        }
    }
}
