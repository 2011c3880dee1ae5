package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * A classifier whose predictions can be computed by hand: the logit of "bright" is the sum of the nucleus's pixels over
 * 256, the pixels of a crop, minus 4. Pixels outside the nucleus do not count.
 */
final class Brightness {

    static final List<NucleusClass> CLASSES =
            List.of(new NucleusClass("dim", 0x56B4E9), new NucleusClass("bright", 0xE69F00));

    private static final int CROP = 16;

    private Brightness() {}

    static NucleusClassifier classifier() {
        Architecture architecture = Architecture.parse("gap - o");
        TensorShape input = TensorShape.ofCrop(CROP);
        List<String> names = List.copyOf(Network.weightShapes(architecture, input).keySet());
        Network network = Network.of(architecture, input, Standardisation.NONE, Map.of(
                names.get(0), new Weights(new long[] {1, 1}, new float[] {1}),
                names.get(1), new Weights(new long[] {1}, new float[] {-4})));
        return new NucleusClassifier(network, CLASSES,
                new Preparation(new CropSettings(CROP, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, false),
                        Optional.empty(), PixelSize.UNCALIBRATED, 1),
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    static File writeTo(Path folder) throws Exception {
        Path file = folder.resolve("brightness.nucleoscope.zip");
        ModelFile.write(classifier(), file);
        return file.toFile();
    }

    /** Returns the probability of "bright" for a nucleus. */
    static double probability(int area, double intensity) {
        return 1 / (1 + Math.exp(4 - area * intensity / (CROP * CROP)));
    }
}
