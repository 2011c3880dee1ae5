package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static final Network NETWORK = Network.initialise(
            Architecture.parse("5conv3x3 - mp2x2 - 6conv3x3 - drop0.5 - fc7 - o3"), TensorShape.ofCrop(12),
            new Standardisation(90, 40), Initialisation.GLOROT_UNIFORM, 3);

    private static List<float[]> images(int count) {
        Random random = new Random(1);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[144];
            for (int v = 0; v < image.length; v++) {
                image[v] = 255 * random.nextFloat();
            }
            images.add(image);
        }
        return images;
    }

    @Test
    void agreesWithTheBruteForceTwin() {
        List<float[]> images = images(3);
        float[] joined = new float[3 * 144];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(images.get(i), 0, joined, i * 144, 144);
        }
        double[] parameters = new double[NETWORK.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = NETWORK.parameters()[i];
        }
        double[][] expected = new ReferenceNetwork(NETWORK).logits(parameters, joined, 3, null);
        try (Inference inference = new Inference(NETWORK)) {
            List<float[]> logits = inference.logits(images);
            for (int i = 0; i < 3; i++) {
                for (int unit = 0; unit < 3; unit++) {
                    assertEquals(expected[i][unit], logits.get(i)[unit], 1e-5);
                }
            }
        }
    }

    @Test
    void anImageAloneGetsTheSameAnswerAsAmongOthers() {
        List<float[]> images = images(2 * Inference.BATCH + 5);
        try (Inference inference = new Inference(NETWORK)) {
            List<float[]> together = inference.logits(images);
            for (int i = 0; i < images.size(); i++) {
                assertArrayEquals(together.get(i), inference.logits(List.of(images.get(i))).get(0), 1e-6f);
            }
        }
    }

    @Test
    void noImagesNoAnswers() {
        try (Inference inference = new Inference(NETWORK)) {
            assertEquals(List.of(), inference.logits(List.of()));
        }
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
        assertThrows(IllegalArgumentException.class,
                () -> Network.of(NETWORK.architecture(), NETWORK.input(), NETWORK.standardisation(), weights));
        weights.remove("3_6conv3x3_weights");
        assertThrows(IllegalArgumentException.class,
                () -> Network.of(NETWORK.architecture(), NETWORK.input(), NETWORK.standardisation(), weights));
    }
}
