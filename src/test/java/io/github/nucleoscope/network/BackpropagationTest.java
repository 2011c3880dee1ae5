package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

class BackpropagationTest {

    private static final TensorShape INPUT = new TensorShape(8, 8, 1);

    private static Network network(String notation) {
        return Network.initialise(Architecture.parse(notation), INPUT, Standardisation.NONE,
                Initialisation.HE_NORMAL, 1);
    }

    /** By hand: 3*3*1*2 weights, 2 biases; 4*4*2*5 weights, 5 biases; 5*3 weights, 3 biases. */
    @Test
    void weightRangesAreTheWeightsWithoutTheBiases() {
        try (Backpropagation backpropagation = new Backpropagation(network("2conv3x3 - mp2x2 - fc5 - o3"), 1)) {
            assertEquals(List.of(new Backpropagation.WeightRange(0, 18), new Backpropagation.WeightRange(20, 160),
                    new Backpropagation.WeightRange(185, 15)), backpropagation.weightRanges());
        }
    }

    @Test
    void theStepsLossAndGradientAreThoseOfTheObjective() {
        Network network = network("fc4 - o3");
        Random random = new Random(2);
        float[] images = new float[2 * INPUT.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        int[] classes = {2, 0};
        Objective objective = new Objective(0.2, List.of(0.5, 1.0, 3.0));
        try (Backpropagation weighted = new Backpropagation(network, 2, objective);
                Inference inference = new Inference(network)) {
            List<float[]> logits = inference.logits(List.of(Arrays.copyOf(images, INPUT.values()),
                    Arrays.copyOfRange(images, INPUT.values(), images.length)));
            double expected = 0;
            double[] biasGradient = new double[3];
            for (int i = 0; i < 2; i++) {
                expected += Loss.of(logits.get(i), classes[i], objective) / 2;
                float[] byLogit = new float[3];
                Loss.gradient(logits.get(i), classes[i], objective, byLogit);
                for (int unit = 0; unit < 3; unit++) {
                    biasGradient[unit] += byLogit[unit] / 2;
                }
            }
            assertEquals(expected, weighted.step(images, classes, 1), 1e-5);
            float[] gradient = weighted.gradient().toFloatVector();
            for (int unit = 0; unit < 3; unit++) {
                // The output's biases come last; their gradient is the logits'.
                assertEquals(biasGradient[unit], gradient[gradient.length - 3 + unit], 1e-5);
            }
        }
    }

    @Test
    void classWeightsMustBeAsManyAsTheClasses() {
        Objective two = new Objective(0, List.of(1.0, 2.0));
        assertThrows(IllegalArgumentException.class, () -> new Backpropagation(network("o3"), 1, two));
        new Backpropagation(network("o"), 1, two).close();
    }

    /** Parts of a mini-batch add up to the whole: its loss and gradient, what dropout drops, and what is predicted. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSplitMiniBatchGivesTheWholesGradient(Engine engine) {
        assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = network("4conv3x3 - mp2x2 - drop0.5 - fc6 - drop0.3 - o3");
        Random random = new Random(3);
        int batch = 11;
        float[] images = new float[batch * INPUT.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        int[] classes = random.ints(batch, 0, 3).toArray();
        try (Backpropagation whole = new Backpropagation(network, batch, Objective.PLAIN, engine, 1);
                Backpropagation split = new Backpropagation(network, batch, Objective.PLAIN, engine, 3)) {
            for (int step = 0; step < 3; step++) {
                assertEquals(whole.step(images, classes, step), split.step(images, classes, step), 1e-6);
                assertArrayEquals(whole.predicted(), split.predicted());
                assertArrayEquals(whole.gradient().toFloatVector(), split.gradient().toFloatVector(), 1e-5f);
            }
            assertEquals(Optional.empty(), split.firstNonFinite());
            images[images.length - INPUT.values() / 2] = Float.POSITIVE_INFINITY;
            split.step(images, classes, 1);
            assertEquals(Optional.of("1_4conv3x3"), split.firstNonFinite());
        }
    }

    /** What a resumed training relies on: equal steps give equal bits, also in parts and with batch normalisation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void aRepeatedTrainingGivesTheSameBits(int channels) {
        TensorShape input = TensorShape.ofCrop(64, channels);
        for (String notation : List.of("shallow",
                "16conv3x3 - bn - mp2x2 - proj(32conv3x3/2 - bn) - gap - drop0.3 - o")) {
            for (Engine engine : Engine.values()) {
                if (engine == Engine.ONE_DNN && !OneDnn.isAvailable()) {
                    continue;
                }
                assertArrayEquals(trained(notation, input, engine), trained(notation, input, engine),
                        engine + " " + notation);
            }
        }
    }

    /** Returns the parameters after some steps of gradient descent. */
    private static float[] trained(String notation, TensorShape input, Engine engine) {
        int batch = 16;
        Random random = new Random(4);
        float[] images = new float[input.values(batch)];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        int[] classes = random.ints(batch, 0, 2).toArray();
        Network network = Network.initialise(Architecture.parse(notation), input, Standardisation.NONE,
                Initialisation.HE_NORMAL, 1);
        try (Backpropagation backpropagation = new Backpropagation(network, batch, engine)) {
            for (int step = 0; step < 3; step++) {
                assertTrue(Double.isFinite(backpropagation.step(images, classes, step)));
                backpropagation.parameters().subi(backpropagation.gradient().mul(0.01));
            }
            float[] parameters = backpropagation.parameters().toFloatVector();
            assertFalse(Arrays.equals(network.parameters(), parameters), "nothing was learnt");
            return parameters;
        }
    }

    private static int threads() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    /** OpenMP keeps a number for each thread: the caller's is the caller's own. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void theCallersNumberOfThreadsStaysAsItIs(Engine engine) {
        assumeTrue(engine != Engine.ONE_DNN || OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = network("4conv3x3 - mp2x2 - o3");
        float[] images = new float[4 * INPUT.values()];
        Nd4j.getBackend();
        int before = threads();
        try {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(3);
            try (Backpropagation split = new Backpropagation(network, 4, Objective.PLAIN, engine, 2);
                    Inference inference = split.inference(split.parameters())) {
                assertEquals(3, threads());
                split.step(images, new int[4], 1);
                inference.logits(List.of(new float[INPUT.values()]));
                assertEquals(3, threads());
                try (ProcessorShare share = split.leaveProcessorsToParts()) {
                    assertEquals(engine == Engine.ONE_DNN ? 1 : 3, threads());
                    split.step(images, new int[4], 1);
                    inference.logits(List.of(new float[INPUT.values()]));
                    assertEquals(engine == Engine.ONE_DNN ? 1 : 3, threads());
                }
                assertEquals(3, threads());
            }
            assertEquals(3, threads());
            // One that needs all processors takes all that this process may use.
            try (Backpropagation whole = new Backpropagation(network, 4, Objective.PLAIN, engine, 1);
                    ProcessorShare share = whole.leaveProcessorsToParts()) {
                assertEquals(engine == Engine.ONE_DNN ? engine.processors() : 3, threads());
            }
        } finally {
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(before);
        }
    }
}
