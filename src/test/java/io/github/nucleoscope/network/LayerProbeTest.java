package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.nucleoscope.network.Network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayerProbeTest {

    private static List<LayerActivity> observe(Network network, float[] images, int... classes) {
        try (INDArray parameters = Nd4j.createFromArray(network.parameters());
                LayerProbe probe = new LayerProbe(network, images, classes)) {
            probe.observe(parameters);
            // A second look sees the same: nothing of the first one stays.
            return probe.observe(parameters);
        }
    }

    @Test
    void seesWhatGoesIntoEachReluAndOutOfTheNetwork() {
        Network network = Network.of(Architecture.parse("fc3 - drop0.5 - o"), new TensorShape(1, 2, 1),
                new Standardisation(1, 2), Map.of(
                        "1_fc3_weights", new Weights(new long[] {2, 3}, new float[] {1, 2, -1, 1, 0, -1}),
                        "1_fc3_biases", new Weights(new long[] {3}, new float[] {0, 0, -1}),
                        "3_o_weights", new Weights(new long[] {3, 1}, new float[] {1, -1, 5}),
                        "3_o_biases", new Weights(new long[] {1}, new float[] {0.5f})));
        // Standardised: (1, 2) and (0, 1). Into the ReLU: (3, 2, -4) and (1, 0, -2). Logits: 3 - 2 + 0.5 and 1 + 0.5.
        List<LayerActivity> seen = observe(network, new float[] {3, 5, 1, 3}, 0, 1);
        assertEquals(2, seen.size());
        LayerActivity hidden = seen.get(0);
        assertEquals("1_fc3", hidden.name());
        assertEquals(3, hidden.channels());
        assertEquals(0, hidden.mean(), 1e-6);
        assertEquals((9 + 4 + 16 + 1 + 0 + 4) / 6.0, hidden.variance(), 1e-6);
        assertEquals(1 / 3.0, hidden.dead(), 1e-9);
        assertEquals(3 / 6.0, hidden.active(), 1e-9);
        LayerActivity output = seen.get(1);
        // Back comes sigmoid(1.5) minus the class, 0 and 1, times (1, -1, 5) where the ReLU's input is above 0.
        double first = 1 / (1 + Math.exp(-1.5));
        double second = first - 1;
        assertEquals(Math.sqrt((2 * first * first + second * second) / 2), hidden.errorNorm(), 1e-6);
        assertEquals(Math.sqrt((first * first + second * second) / 2), output.errorNorm(), 1e-6);
        assertEquals(new LayerActivity("3_o", false, 1, 1.5, 0, 0, 1, output.errorNorm()), output);
    }

    @Test
    void aReluThatIsDoneAfterAMaximumIsSeenBeforeIt() {
        Network network = Network.initialise(Architecture.parse("2conv3x3 - mp2x2 - o"), new TensorShape(4, 4, 1),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        float[] image = new float[32];
        Random random = new Random(2);
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat() - 0.5f;
        }
        LayerActivity seen = observe(network, image, 0, 1).get(0);
        // The same by its definition, tap by tap.
        float[] weights = network.weights().get("1_2conv3x3_weights").values();
        float[] outputWeights = network.weights().get("3_o_weights").values();
        double sum = 0;
        double squares = 0;
        double errors = 0;
        for (int n = 0; n < 2; n++) {
            double[] most = new double[8];
            for (int filter = 0; filter < 2; filter++) {
                for (int y = 0; y < 4; y++) {
                    for (int x = 0; x < 4; x++) {
                        double value = 0;
                        for (int ky = 0; ky < 3; ky++) {
                            for (int kx = 0; kx < 3; kx++) {
                                int row = y + ky - 1;
                                int column = x + kx - 1;
                                if (row >= 0 && row < 4 && column >= 0 && column < 4) {
                                    value += weights[(ky * 3 + kx) * 2 + filter] * image[n * 16 + row * 4 + column];
                                }
                            }
                        }
                        sum += value;
                        squares += value * value;
                        int window = (y / 2 * 2 + x / 2) * 2 + filter;
                        most[window] = Math.max(most[window], value);
                    }
                }
            }
            double logit = 0;
            double weights2 = 0;
            for (int i = 0; i < 8; i++) {
                logit += outputWeights[i] * most[i];
                weights2 += most[i] > 0 ? outputWeights[i] * outputWeights[i] : 0;
            }
            // Of a window one value alone gets the error, by its weight, and none where the ReLU gives 0.
            double error = 1 / (1 + Math.exp(-logit)) - n;
            errors += error * error * weights2 / 2;
        }
        assertEquals(Math.sqrt(errors), seen.errorNorm(), 1e-6);
        assertEquals("1_2conv3x3", seen.name());
        assertEquals(sum / 64, seen.mean(), 1e-6);
        assertEquals(squares / 64, seen.meanSquare(), 1e-6);
    }

    @Test
    void batchNormalisationGoesByTheProbesImagesAndSumsAreSeen() {
        Network network = Network.initialise(Architecture.parse(
                "4conv3x3 - bn - res(4conv3x3 - bn - 4conv3x3 - bn) - gap - o"), new TensorShape(8, 8, 1),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        float[] images = new float[4 * 64];
        Random random = new Random(3);
        for (int i = 0; i < images.length; i++) {
            images[i] = 100 + 20 * random.nextFloat();
        }
        List<LayerActivity> seen = observe(network, images, 0, 1, 0, 1);
        assertEquals(List.of("2_bn", "4_bn", "6_sum", "8_o"), seen.stream().map(LayerActivity::name).toList());
        for (LayerActivity normalised : seen.subList(0, 2)) {
            assertEquals(0, normalised.mean(), 1e-4);
            assertEquals(1, normalised.variance(), 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"GLOROT_NORMAL, 0.5", "HE_NORMAL, 1"})
    void errorsComeBackAsTheWeightsHaveIt(Initialisation initialisation, double perLayer) {
        Network network = Network.initialise(Architecture.parse("20x(16conv3x3) - gap - o"),
                new TensorShape(16, 16, 1), Standardisation.NONE, initialisation, 1);
        float[] images = new float[8 * 256];
        Random random = new Random(3);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        List<LayerActivity> seen = observe(network, images, 0, 1, 0, 1, 0, 1, 0, 1);
        // He et al. 2015, equation 14: fan out times the variance over 2 in each of the 19 layers between, in mean
        // squares. With 16 channels chance adds about a factor of 3 over so many.
        double factor = Math.pow(seen.get(0).errorNorm() / seen.get(19).errorNorm(), 2);
        assertEquals(Math.log(Math.pow(perLayer, 19)), Math.log(factor), Math.log(20));
    }

    @Test
    void weightLayersLieWhereTheirWeightsAre() {
        Network network = Network.initialise(Architecture.parse("4conv3x3 - bn - fc5 - o"), new TensorShape(8, 8, 1),
                Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        List<WeightLayer> layers = network.weightLayers();
        assertEquals(List.of("1_4conv3x3", "3_fc5", "4_o"), layers.stream().map(WeightLayer::name).toList());
        for (WeightLayer layer : layers) {
            float[] values = network.weights().get(layer.name() + "_weights").values();
            assertEquals(values.length, layer.length());
            assertEquals(values[0], network.parameters()[layer.offset()]);
        }
        assertEquals(9, layers.get(0).fanIn());
        assertEquals(256, layers.get(1).fanIn());
    }
}
