package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.classifier.Provenance;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.PlaneWarnings;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import io.github.nucleoscope.nuclei.SliceStitching;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NucleusFinderTest {

    /** It says of each pixel of any image that it is inside of a nucleus: all is one huge nucleus. */
    private static SegmentationModel mistaken() {
        Architecture architecture = Architecture.parse("1conv1x1 - map2");
        TensorShape input = TensorShape.ofCrop(16);
        Map<String, Network.Weights> weights = new HashMap<>();
        Network.weightShapes(architecture, input).forEach((name, shape) -> {
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            // Biases alone, whatever is seen.
            Arrays.fill(values, shape.length == 1 ? 5 : 0);
            weights.put(name, new Network.Weights(shape, values));
        });
        return new SegmentationModel(Network.of(architecture, input, Standardisation.NONE, weights), 14, "",
                new Provenance("2026-01-01T00:00:00Z", Map.of(), Map.of(), "", "0".repeat(64), List.of()));
    }

    private static Planes.Plane threeDiscs() {
        ByteProcessor pixels = new ByteProcessor(160, 120);
        pixels.setValue(200);
        pixels.fillOval(20, 20, 20, 20);
        pixels.fillOval(80, 30, 22, 22);
        pixels.fillOval(110, 80, 20, 20);
        pixels.blurGaussian(1);
        return Planes.of(new ImagePlus("discs", pixels), 1).get(0);
    }

    /** A network that takes an image for something else gives no answer: the classical method does, and it is said. */
    @Test
    void whereTheNetworkIsNotBelievedTheClassicalMethodFindsTheNuclei() {
        Planes.Plane plane = threeDiscs();
        try (NucleusFinder automatic = NucleusFinder.automatic(mistaken(), SegmentationSettings.DEFAULT);
                NucleusFinder learned = NucleusFinder.learned(mistaken(), LearnedSettings.DEFAULT)) {
            SegmentedPlane found = automatic.find(plane);
            assertEquals(3, found.nuclei().size());
            assertEquals(List.of(NucleusFinder.UNKNOWN), found.notes());
            PlaneWarnings warnings = new PlaneWarnings(SegmentationSettings.Polarity.BRIGHT);
            warnings.add(new SliceStitching().next(found));
            assertTrue(warnings.lines().contains(NucleusFinder.UNKNOWN), warnings.lines().toString());
            // Who asks for the network gets what it says.
            assertEquals(1, learned.find(plane).nuclei().size());
            assertEquals(List.of(), learned.find(plane).notes());
        }
    }
}
