package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.PlaneWarnings;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.SliceStitching;
import org.junit.jupiter.api.Test;

class AutomaticFinderTest {

    /**
     * Returns a model with the same output for each pixel of any image.
     *
     * @param logit above 0: inside a nucleus, so that the whole plane is one huge nucleus; below 0: not inside
     */
    private static SegmentationModel mistaken(float logit) {
        Architecture architecture = Architecture.parse("1conv1x1 - map2");
        TensorShape input = TensorShape.ofCrop(16);
        Map<String, Network.Weights> weights = new HashMap<>();
        Network.weightShapes(architecture, input).forEach((name, shape) -> {
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            // Only biases, whatever the image.
            Arrays.fill(values, shape.length == 1 ? logit : 0);
            weights.put(name, new Network.Weights(shape, values));
        });
        return new SegmentationModel(Network.of(architecture, input, Standardisation.NONE, weights), 14,
                Signal.FIRST, "",
                new Provenance("2026-01-01T00:00:00Z", Map.of(), Map.of(), "", "0".repeat(64), List.of()));
    }

    private static Planes.Plane discs(int count) {
        ByteProcessor pixels = new ByteProcessor(260, 120);
        pixels.setValue(200);
        for (int i = 0; i < count; i++) {
            pixels.fillOval(20 + 40 * (i % 6), 20 + 50 * (i / 6), 20 + i % 3, 20);
        }
        pixels.blurGaussian(1);
        return Planes.of(new ImagePlus("discs", pixels), 1).get(0);
    }

    /** If the network mistakes an image, the classical method finds the nuclei, with a note. */
    @Test
    void ifTheNetworkIsNotTrustedTheClassicalMethodFindsTheNuclei() {
        Planes.Plane plane = discs(6);
        try (NucleusFinder automatic = new AutomaticFinder(mistaken(5), SegmentationSettings.DEFAULT);
                NucleusFinder learned = new LearnedFinder(mistaken(5), SegmentationSettings.DEFAULT, true)) {
            SegmentedPlane found = automatic.find(plane);
            assertEquals(6, found.nuclei().size());
            assertEquals(List.of(AutomaticFinder.UNKNOWN), found.notes());
            PlaneWarnings warnings = new PlaneWarnings(SegmentationSettings.Polarity.BRIGHT);
            warnings.add(new SliceStitching().next(found));
            assertEquals(AutomaticFinder.UNKNOWN, warnings.problems().get(0).text());
            // Users who choose the network get its result.
            assertEquals(1, learned.find(plane).nuclei().size());
            assertEquals(List.of(), learned.find(plane).notes());
        }
    }

    @Test
    void aNetworkThatMissesMostNucleiIsNotTrustedEither() {
        try (NucleusFinder automatic = new AutomaticFinder(mistaken(-5), SegmentationSettings.DEFAULT)) {
            SegmentedPlane found = automatic.find(discs(9));
            assertEquals(9, found.nuclei().size());
            assertEquals(List.of(AutomaticFinder.UNKNOWN), found.notes());
            // A few may be debris.
            SegmentedPlane few = automatic.find(discs(4));
            assertEquals(0, few.nuclei().size());
            assertEquals(List.of(), few.notes());
        }
    }

    /** Discs of 60 pixels in a plane that is segmented in bands. */
    private static Planes.Plane largePlane() {
        ByteProcessor pixels = new ByteProcessor(4200, 4100);
        pixels.setValue(150);
        for (int i = 0; i < 400; i++) {
            pixels.fillOval(20 + 208 * (i % 20), 15 + 204 * (i / 20), 60, 60);
        }
        pixels.blurGaussian(2);
        return Planes.of(new ImagePlus("large", pixels), 1).get(0);
    }

    @Test
    void aLargePlaneIsSegmentedInBands() throws IOException {
        try (NucleusFinder automatic = new AutomaticFinder(SegmentationModelFile.builtIn().model(),
                SegmentationSettings.DEFAULT)) {
            SegmentedPlane found = automatic.find(largePlane());
            assertEquals(List.of(), found.notes());
            assertEquals(60, found.diameter().orElseThrow(), 3);
            assertEquals(400, found.nuclei().size());
            for (int i = 0; i < 400; i++) {
                Nucleus nucleus = found.nuclei().get(i);
                assertEquals(i + 1, nucleus.label());
                assertEquals(Math.PI * 30 * 30, nucleus.area(), 200, "area of " + nucleus);
            }
        }
    }

    @Test
    void aNetworkThatMistakesALargePlaneIsNotTrustedEither() {
        SegmentationModel model = mistaken(-5);
        try (LearnedSegmenter inBands = new LearnedSegmenter(model.network(), model.diameter(), 1 << 20, 1000)) {
            assertEquals(Optional.empty(), inBands.findKnown(discs(9).pixels(), SegmentationSettings.DEFAULT));
            assertTrue(inBands.findKnown(discs(4).pixels(), SegmentationSettings.DEFAULT).isPresent());
        }
    }
}
