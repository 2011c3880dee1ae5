package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/** Classifiers with few weights, and crops for them. */
public final class TinyClassifiers {

    static final int CROP = 8;

    private TinyClassifiers() {}

    /** Three classes, every field set to something that is not its default. */
    public static NucleusClassifier full() {
        Network network = Network.initialise(Architecture.parse("3conv3x3 - mp2x2 - drop0.00005 - fc4 - o3"),
                TensorShape.ofCrop(CROP), new Standardisation(30.1, 47.3), Initialisation.HE_NORMAL, 5);
        List<NucleusClass> classes = List.of(new NucleusClass("interphase", 0x56B4E9),
                new NucleusClass("mitotic, \"late\" <é>", 0x00000A), new NucleusClass("細胞死", 0xFFFFFF));
        Preparation preparation = new Preparation(
                new CropSettings(CROP, CropSettings.Scale.FIT, CropSettings.Background.KEEP, false),
                Optional.of(Segmentation.classical(SegmentationSettings.DEFAULT.withSigma(1.7).withThreshold("Triangle")
                        .withArea(12, 3456).withPolarity(SegmentationSettings.Polarity.DARK).withKeepBorder(false))),
                new PixelSize(0.325, 0.33, "µm"), 2);
        Provenance provenance = new Provenance("2026-01-02T03:04:05Z", Map.of("nucleoscope", "0.1.0"),
                Map.of("seed", "7"), "3 classes of a folder", "ab".repeat(32),
                List.of(new Provenance.HeldOut("accuracy", 0.9, 0.8, 0.95, "test part: 70 nuclei of 12 images"),
                        new Provenance.HeldOut("AUC", Double.NaN, Double.NaN, Double.NaN, "test part")));
        return new NucleusClassifier(network, classes, preparation, true, provenance);
    }

    /** What formats before version 5 can hold of the full one: it answers for each crop as it is. */
    static NucleusClassifier withoutViews() {
        NucleusClassifier full = full();
        return new NucleusClassifier(full.network(), full.classes(), full.preparation(), full.provenance());
    }

    /** Two classes and one sigmoid output; nothing segmented, nothing calibrated, nothing held out. */
    public static NucleusClassifier bare() {
        Network network = Network.initialise(Architecture.parse("2conv3x3 - mp4x4 - o"),
                TensorShape.ofCrop(CROP), Standardisation.NONE, Initialisation.GLOROT_UNIFORM, 1);
        return new NucleusClassifier(network, NucleusClass.named(List.of("a", "b")),
                new Preparation(new CropSettings(CROP, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, true),
                        Optional.empty(), PixelSize.UNCALIBRATED, 1),
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    /** Any architecture that fits, any settings, any text. */
    static NucleusClassifier random(Random random) {
        int count = 2 + random.nextInt(4);
        String architecture = (1 + random.nextInt(4)) + "conv" + (1 + random.nextInt(5)) + "x" + (1 + random.nextInt(5))
                + (random.nextBoolean() ? " - bn" : "")
                + (random.nextBoolean() ? " - mp2x" + (1 + random.nextInt(3)) : "")
                + (random.nextBoolean() ? " - 2x(proj(3conv3x3/2 - bn - 2conv3x3 - bn))" : "")
                + (random.nextBoolean() ? " - drop0." + (1 + random.nextInt(99_999)) : "")
                + (random.nextBoolean() ? " - fc" + (1 + random.nextInt(9)) : "")
                + (count == 2 && random.nextBoolean() ? " - o" : " - o" + count);
        List<NucleusClass> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(new NucleusClass("x" + text(random), random.nextInt(0x1000000)));
        }
        CropSettings crops = crops(random);
        int channels = crops.channels().count();
        Network network = Network.initialise(Architecture.parse(architecture), TensorShape.ofCrop(CROP, channels),
                new Standardisation(random.doubles(channels, -1e5, 1e5).boxed().toList(),
                        random.doubles(channels, 1e-9, 1e9).boxed().toList()),
                Initialisation.HE_NORMAL, random.nextLong());
        Colour colour = Colour.values()[random.nextInt(Colour.values().length)];
        int minArea = 1 + random.nextInt(1000);
        Preparation preparation = new Preparation(crops,
                random.nextBoolean() ? Optional.empty() : Optional.of(segmentation(random, new SegmentationSettings(
                        100 * random.nextDouble(), SegmentationSettings.thresholds().get(random.nextInt(17)),
                        SegmentationSettings.Polarity.values()[colour.isStain() ? 0 : random.nextInt(2)],
                        1 + random.nextInt(10_000),
                        random.nextBoolean(), minArea, minArea + random.nextInt(1_000_000), random.nextBoolean(),
                        random.nextBoolean()))),
                new PixelSize(Math.exp(random.nextGaussian()), Math.exp(random.nextGaussian()), text(random)),
                new Signal(random.nextBoolean() ? Channel.of(1 + random.nextInt(9)) : new Channel("x" + text(random)),
                        colour), random.nextBoolean() ? Optional.empty()
                                : Optional.of(new ImageKind(random.nextBoolean(), 2, List.of(text(random), "b"))));
        return new NucleusClassifier(network, classes, preparation, random.nextBoolean(), new Provenance(text(random),
                Map.of(text(random), text(random)), Map.of(text(random), text(random)), text(random), text(random),
                List.of(new Provenance.HeldOut(text(random), random.nextDouble(), -random.nextDouble(),
                        random.nextDouble() * 1e-9, text(random)))));
    }

    private static CropSettings crops(Random random) {
        ChannelSelection channels = switch (random.nextInt(3)) {
            case 0 -> new ChannelSelection.OfNuclei();
            case 1 -> new ChannelSelection.Colours();
            default -> new ChannelSelection.Listed(List.of(Channel.of(1 + random.nextInt(9)),
                    new Channel("x" + text(random)))); // a number and a name
        };
        Photometry photometry = switch (random.nextInt(3)) {
            case 0 -> new Photometry.Stored();
            case 1 -> new Photometry.Density(new WhiteLevel(random.doubles(3, 0, 255).boxed().toList()));
            default -> new Photometry.Linear(Map.of(8, Photometry.Scale.EIGHT_BITS, 16, new Photometry.Scale(
                    65_535 * (1 - random.nextDouble()), random.nextDouble(), random.nextDouble())));
        };
        return new CropSettings(CROP, CropSettings.Scale.values()[random.nextInt(2)],
                CropSettings.Background.values()[random.nextInt(2)], Normalisation.values()[random.nextInt(3)],
                channels, photometry, CropSettings.Centre.values()[random.nextInt(2)]);
    }

    private static Segmentation segmentation(Random random, SegmentationSettings settings) {
        Method method = Method.values()[random.nextInt(3)];
        if (method == Method.CLASSICAL) {
            return Segmentation.classical(settings);
        }
        String sha256 = String.format("%016x", random.nextLong()).repeat(4);
        SegmentationNetwork own = ownNetwork(text(random));
        return new Segmentation(method, settings, Optional.of(random.nextBoolean()
                ? SegmentationNetwork.userSupplied(sha256, own.opened().orElseThrow(), own.file().orElseThrow())
                : SegmentationNetwork.builtIn(sha256)));
    }

    /** A network of the user's own, with few weights. */
    static SegmentationNetwork ownNetwork(String card) {
        Network network = Network.initialise(Architecture.parse("3conv3x3 - map2"), TensorShape.ofCrop(16),
                Standardisation.NONE, Initialisation.HE_NORMAL, 5);
        try {
            Path file = Files.createTempFile("own", ModelFile.EXTENSION);
            try {
                SegmentationModelFile.write(new SegmentationModel(network, 14, Signal.FIRST, card,
                        bare().provenance()), file);
                return SegmentationModelFile.open(file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full one, whose nuclei are found by a network of the user's own. */
    static NucleusClassifier withNetwork(SegmentationNetwork network) {
        NucleusClassifier full = full();
        Preparation preparation = full.preparation();
        return full.with(new Preparation(preparation.crops(),
                Optional.of(new Segmentation(Method.LEARNED, SegmentationSettings.DEFAULT, Optional.of(network))),
                preparation.pixelSize(), preparation.signal()));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            int c = random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x20000);
            text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 'x' : c);
        }
        return text.toString();
    }

    /** Crop number i has the values (7 x + 13 y + 29 i) mod 256. */
    public static List<Crop> crops(int count) {
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[CROP * CROP];
            for (int y = 0; y < CROP; y++) {
                for (int x = 0; x < CROP; x++) {
                    values[y * CROP + x] = (7 * x + 13 * y + 29 * i) % 256;
                }
            }
            crops.add(new Crop(CropPixels.of(values, CROP, 1), "drawn", i + 1));
        }
        return crops;
    }

    static List<Prediction> predictions(NucleusClassifier classifier) {
        try (CropClassifier atWork = new CropClassifier(classifier)) {
            return atWork.predict(crops(5));
        }
    }
}
