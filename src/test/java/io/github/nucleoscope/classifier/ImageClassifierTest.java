package io.github.nucleoscope.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import org.junit.jupiter.api.Test;

class ImageClassifierTest {

    private static NucleusClassifier classifier() {
        Network network = Network.initialise(Architecture.parse("o3"), TensorShape.ofCrop(16),
                new Standardisation(100, 50), Initialisation.HE_NORMAL, 1);
        return new NucleusClassifier(network, NucleusClass.named(List.of("a", "b", "c")),
                new Preparation(new CropSettings(16, CropSettings.Scale.FIXED, CropSettings.Background.KEEP, true),
                        Optional.of(Segmentation.classical(SegmentationSettings.DEFAULT)), PixelSize.UNCALIBRATED, 2),
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    /** Two channels, three slices, two frames; the second channel has in slice z of frame t a disc at (30 z, 40 t). */
    private static ImagePlus hyperstack() {
        ImagePlus image = IJ.createHyperStack("discs", 128, 128, 2, 3, 2, 8);
        for (int t = 1; t <= 2; t++) {
            for (int z = 1; z <= 3; z++) {
                ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(2, z, t));
                plane.setValue(200);
                plane.fillOval(30 * z - 8, 40 * t - 8, 17, 17);
            }
        }
        return image;
    }

    @Test
    void nucleiKnowTheirSliceAndTheirFrame() {
        List<String> found = new ArrayList<>();
        try (ImageClassifier images = new ImageClassifier(classifier());
                NucleusFinder finder = new ClassicalFinder(SegmentationSettings.DEFAULT)) {
            ClassifiedImage classified = images.classify("discs", Planes.of(hyperstack(), images.signal()),
                    PixelSize.UNCALIBRATED, finder);
            for (ClassifiedNucleus nucleus : classified.nuclei()) {
                found.add("slice " + nucleus.z() + ", frame " + nucleus.t() + ": " + Math.round(nucleus.nucleus().x())
                        + ", " + Math.round(nucleus.nucleus().y()));
            }
            int[] counts = classified.countPerClass();
            assertEquals(6, counts[0] + counts[1] + counts[2]);
        }
        assertEquals(List.of(
                "slice 1, frame 1: 30, 40", "slice 2, frame 1: 60, 40", "slice 3, frame 1: 90, 40",
                "slice 1, frame 2: 30, 80", "slice 2, frame 2: 60, 80", "slice 3, frame 2: 90, 80"), found);
    }
}
