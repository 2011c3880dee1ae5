package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class InferenceTest {

    private static final Network NETWORK = Network.initialise(
            Architecture.parse("5conv3x3 - mp2x2 - 6conv3x3 - drop0.5 - fc7 - o3"), TensorShape.ofCrop(12),
            new Standardisation(90, 40), Initialisation.GLOROT_UNIFORM, 3);

    private static List<float[]> images(int count, int values) {
        Random random = new Random(1);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[values];
            float brightness = 55 + 200 * random.nextFloat();
            for (int v = 0; v < image.length; v++) {
                image[v] = brightness * random.nextFloat();
            }
            images.add(image);
        }
        return images;
    }

    /** A network whose batch normalisations have seen images: none of their values is what it starts with. */
    private static Network used(String notation, TensorShape input) {
        Network network = Network.initialise(Architecture.parse(notation), input,
                new Standardisation(90, 40), Initialisation.HE_NORMAL, 3);
        Random random = new Random(8);
        float[] parameters = network.parameters().clone();
        for (ParameterBlock block : network.computation().blocks()) {
            for (int i = block.offset(); i < block.end() && block.kind() != ParameterBlock.Kind.WEIGHTS; i++) {
                boolean positive = block.kind() == ParameterBlock.Kind.VARIANCES
                        || block.kind() == ParameterBlock.Kind.SCALES;
                parameters[i] = positive ? 0.5f + random.nextFloat() : 0.3f * (float) random.nextGaussian();
            }
        }
        return network.withParameters(parameters);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "5conv3x3 - mp2x2 - 6conv3x3 - drop0.5 - fc7 - o3",
        "bn - 4conv3x3 - bn - o", // one that no convolution can take in
        "fc5 - bn - o3",
        "3conv3x3 - bn - res(4conv3x3 - bn - 3conv3x3 - bn) - mp3x3/2 - o", // the sum done in the shortcut
        "3conv3x3 - bn - proj(4conv3x3/2 - bn - 5conv3x3 - bn) - gap - o", // a shortcut computed after the body
        "3conv3x3 - pad(4conv3x3/2 - bn - 5conv3x3 - bn) - res(5conv3x3) - gap - o",
        "3conv3x3 - res(res(3conv3x3 - bn) - 3conv3x3) - res(res(3conv3x3)) - o3", // a shortcut that is read later
        "res(1conv3x3 - bn) - o", // the image is the shortcut
        "3conv3x3 - bn - res(drop0.3 - 3conv3x3) - o", // dropout leaves no trace
        "3conv3x3 - bn - ap2x2 - bn - res(drop0.3 - res(3conv3x3 - 3conv3x3 - bn)) - o",
        "bn - res(drop0.3 - relu - 1conv3x3) - o",
        "res(drop0.3) - res(drop0.3 - 1conv3x3) - drop0.5 - o",
        "3conv3x3 - bn - relu - ap3x3/2 - o",
    })
    void agreesWithTheBruteForceTwin(String notation) {
        Network network = used(notation, TensorShape.ofCrop(12));
        List<float[]> images = images(3, 144);
        float[] joined = new float[3 * 144];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(images.get(i), 0, joined, i * 144, 144);
        }
        double[] parameters = new double[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = network.parameters()[i];
        }
        double[][] expected = new ReferenceNetwork(network).logits(parameters, joined, 3, null);
        for (Engine engine : Engine.values()) {
            if (engine == Engine.ONE_DNN && !OneDnn.isAvailable()) {
                continue;
            }
            try (Inference inference = new Inference(network, engine, Nd4j.createFromArray(network.parameters()),
                    true)) {
                // Twice: nothing of a first pass may be left over for the second.
                inference.logits(images);
                List<float[]> logits = inference.logits(images);
                for (int i = 0; i < 3; i++) {
                    for (int unit = 0; unit < expected[i].length; unit++) {
                        assertEquals(expected[i][unit], logits.get(i)[unit], 2e-5, engine + " image " + i);
                    }
                }
            }
        }
    }

    /** What holds: the same bits, whatever else is classified with an image, and whatever its place is. */
    @ParameterizedTest
    @CsvSource({"shallow, 1", "vgg11@1/8, 1", "resnet18@1/4, 1", "resnet20@1/2, 1",
        "5conv3x3 - ap2x2 - fc7 - fc9 - o3, 1", "shallow, 3", "vgg11@1/8, 3", "resnet18@1/4, 3", "resnet20@1/2, 3",
        "16conv3x3 - bn - mp2x2 - proj(32conv3x3/2 - bn - 32conv3x3 - bn) - gap - o, 3",
        "5conv3x3 - ap2x2 - fc7 - fc9 - o3, 2", "shallow, 4", "resnet18@1/4, 5", "resnet18@1/4, 7"})
    void anImageAloneGetsTheSameBitsAsAmongOthers(String notation, int channels) {
        TensorShape input = TensorShape.ofCrop(64, channels);
        List<float[]> images = images(37, input.values());
        try (Inference inference = new Inference(used(notation, input))) {
            List<float[]> together = inference.logits(images);
            List<float[]> reversed = new ArrayList<>(images);
            Collections.reverse(reversed);
            List<float[]> backwards = inference.logits(reversed);
            for (int i = 0; i < images.size(); i++) {
                assertArrayEquals(together.get(i), backwards.get(images.size() - 1 - i), "image " + i);
            }
            for (int i = 0; i < images.size(); i += 7) {
                assertArrayEquals(together.get(i), inference.logits(List.of(images.get(i))).get(0), "image " + i);
            }
            assertFalse(Arrays.equals(together.get(0), together.get(1)), "all images get the same");
        }
    }

    @Test
    void severalThreadsMayAskAtOnce() throws Exception {
        List<float[]> images = images(40, 64 * 64);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Inference inference = new Inference(used("resnet20@1/4", TensorShape.ofCrop(64)))) {
            List<float[]> expected = inference.logits(images);
            List<Callable<List<float[]>>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<float[]> part = images.subList(4 * i, 4 * i + 8);
                calls.add(() -> inference.logits(part));
            }
            List<Future<List<float[]>>> answers = threads.invokeAll(calls);
            for (int i = 0; i < 8; i++) {
                for (int k = 0; k < 8; k++) {
                    assertArrayEquals(expected.get(4 * i + k), answers.get(i).get().get(k));
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Sizes that need less memory than those before, more, and the same in another shape. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aResizedNetworkGivesTheSameBitsAsANewOne(Engine engine) {
        assumeTrue(engine == Engine.PORTABLE || OneDnn.isAvailable());
        Network network = used("4conv3x3 - bn - res(mp2x2 - 6conv3x3 - bn - 4conv3x3 - bn - up2x2) - map2",
                TensorShape.ofCrop(16));
        try (Inference inference = new Inference(network, engine, Nd4j.createFromArray(network.parameters()), true)) {
            for (TensorShape size : List.of(TensorShape.ofCrop(8), new TensorShape(32, 48, 1), TensorShape.ofCrop(16),
                    new TensorShape(48, 32, 1), TensorShape.ofCrop(64), new TensorShape(8, 20, 1))) {
                inference.resize(size);
                Network other = network.forInput(size);
                List<float[]> images = images(3, size.values());
                try (Inference fresh = new Inference(other, engine, Nd4j.createFromArray(other.parameters()), true)) {
                    List<float[]> expected = fresh.logits(images);
                    List<float[]> found = inference.logits(images);
                    for (int i = 0; i < images.size(); i++) {
                        assertArrayEquals(expected.get(i), found.get(i), size + ", image " + i);
                    }
                }
            }
            assertThrows(InputException.class, () -> inference.resize(TensorShape.ofCrop(7)));
            assertEquals(160 * 2, inference.logits(images(1, 160)).get(0).length);
        }
    }

    @Test
    void noImagesNoAnswers() {
        try (Inference inference = new Inference(NETWORK)) {
            assertEquals(List.of(), inference.logits(List.of()));
        }
    }

    @Test
    void aStandardisationOfOtherChannelsIsRefused() {
        Standardisation three = new Standardisation(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0));
        InputException e = assertThrows(InputException.class, () -> Network.initialise(NETWORK.architecture(),
                TensorShape.ofCrop(12, 2), three, Initialisation.GLOROT_UNIFORM, 3));
        assertEquals("the input 12x12x2 is standardised by 3 means where 1 or 2 are needed", e.getMessage());
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        try (Inference inference = new Inference(NETWORK)) {
            assertThrows(IllegalArgumentException.class, () -> inference.logits(List.of(new float[143])));
        }
    }

    @Test
    void weightsGoOutAndComeBack() {
        Map<String, Network.Weights> weights = NETWORK.weights();
        Network back = Network.of(NETWORK.architecture(), NETWORK.input(), NETWORK.standardisation(), weights);
        assertArrayEquals(NETWORK.parameters(), back.parameters());
        assertArrayEquals(new long[] {3, 3, 5, 6}, weights.get("3_6conv3x3_weights").shape());
    }

    @Test
    void wrongWeightsAreRefused() {
        Map<String, Network.Weights> weights = NETWORK.weights();
        weights.put("3_6conv3x3_weights", new Network.Weights(new long[] {3, 3, 6, 5}, new float[270]));
        assertThrows(InputException.class,
                () -> Network.of(NETWORK.architecture(), NETWORK.input(), NETWORK.standardisation(), weights));
        weights.remove("3_6conv3x3_weights");
        assertThrows(InputException.class,
                () -> Network.of(NETWORK.architecture(), NETWORK.input(), NETWORK.standardisation(), weights));
    }
}
