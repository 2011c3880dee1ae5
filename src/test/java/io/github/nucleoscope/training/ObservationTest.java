package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import org.junit.jupiter.api.Test;

class ObservationTest {

    private static final Architecture NETWORK = Architecture.parse(
            "8conv3x3 - bn - mp2x2 - 8conv3x3 - mp2x2 - fc16 - drop0.2 - o");

    private static Map<String, Network.Weights> train(List<Observation> seen, boolean observe) {
        TrainingSettings settings = SettingsOf.training(1e-3, 16, 2);
        return new Trainer(settings, new TrainingListener() {
            @Override
            public boolean observes(long step) {
                return observe && step % 3 == 0;
            }

            @Override
            public void observed(Observation observation) {
                seen.add(observation);
            }
        }).train(Textures.set(2, 40, 1), NETWORK).classifier().network().weights();
    }

    @Test
    void observingChangesNothing() {
        List<Observation> seen = new ArrayList<>();
        Map<String, Network.Weights> observed = train(seen, true);
        train(new ArrayList<>(), false).forEach((name, weights) ->
                assertArrayEquals(weights.values(), observed.get(name).values(), name));
        // Two epochs of five mini-batches.
        assertEquals(List.of(0L, 3L, 6L, 9L), seen.stream().map(Observation::step).toList());
    }

    @Test
    void seesGradientsWeightsAndSteps() {
        List<Observation> seen = new ArrayList<>();
        train(seen, true);
        Observation first = seen.get(0);
        assertEquals(List.of("1_8conv3x3", "4_8conv3x3", "6_fc16", "8_o"),
                first.changes().stream().map(LayerChange::layer).toList());
        assertEquals(List.of("2_bn", "4_8conv3x3", "6_fc16", "8_o"),
                first.activities().stream().map(a -> a.name()).toList());
        LayerChange convolution = first.changes().get(1);
        assertEquals(72, convolution.fanIn());
        assertEquals(576, convolution.count());
        // He: variance 2 / fan in; 576 draws give it within a sixth (three standard deviations of sqrt(2 / 576)).
        assertEquals(2.0 / 72, convolution.weightSquare(), 2.0 / 72 / 5.6);
        // RMSProp's first step is rate * g / sqrt(0.1 g^2) for every weight that has a gradient.
        assertEquals(1e-3 / Math.sqrt(0.1) * Math.sqrt(576), convolution.updateNorm(), 0.02 * convolution.updateNorm());
        assertTrue(convolution.gradientNorm() > 0);
        assertEquals(convolution.updateNorm() / convolution.weightNorm(), convolution.updateRatio(), 1e-12);
    }
}
