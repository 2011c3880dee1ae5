package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackpropagationTest {

    private static final TensorShape INPUT = new TensorShape(8, 8, 1);

    private static Network network(String notation) {
        return Network.initialise(Architecture.parse(notation), INPUT, Standardisation.NONE, Initialisation.HE_NORMAL, 1);
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
}
