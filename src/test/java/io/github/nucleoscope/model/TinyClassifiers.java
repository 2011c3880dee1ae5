package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.NucleusMeasurements;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WhiteLevel;
import io.github.nucleoscope.measurement.classifier.DecisionTree;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.measurement.classifier.RandomForest;
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
import io.github.nucleoscope.segmentation.NucleusDiameter;
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

    /** The full one's network, another one, and two classifiers of measurements; recalibrated. */
    public static NucleusClassifier ensemble() {
        NucleusClassifier full = full();
        Random random = new Random(6);
        Network other = Network.initialise(Architecture.parse("2conv5x5 - mp4x4 - o3"), TensorShape.ofCrop(CROP),
                new Standardisation(99.5, 12.25), Initialisation.HE_NORMAL, 7);
        return new NucleusClassifier(List.of(new Member.Net(full.network()),
                new Member.Measured(regression(random, 3)), new Member.Net(other),
                new Member.Measured(forest(random, 3))), full.classes(), full.preparation(), true,
                new Recalibration(1.7, List.of(0.1, -0.25, 0.0)), full.provenance());
    }

    /** Of numbers of about the size of their measurements, so that no class is certain. */
    static LogisticRegression regression(Random random, int classes) {
        double[] scales = random.doubles(NucleusMeasurements.COUNT, 1, 1000).toArray();
        double[][] weights = new double[classes][];
        for (int c = 0; c < classes; c++) {
            weights[c] = random.doubles(NucleusMeasurements.COUNT, -1, 1).toArray();
        }
        return new LogisticRegression(random.doubles(NucleusMeasurements.COUNT, -100, 100).toArray(), scales, weights,
                random.doubles(classes, -1, 1).toArray());
    }

    /** Of one to five trees, of one to 31 nodes each. */
    static RandomForest forest(Random random, int classes) {
        List<DecisionTree> trees = new ArrayList<>();
        for (int t = 1 + random.nextInt(5); t > 0; t--) {
            trees.add(tree(random, classes));
        }
        return new RandomForest(random.doubles(NucleusMeasurements.COUNT, -100, 100).toArray(), trees);
    }

    /** Leaves become nodes with two leaves, one after the other. */
    private static DecisionTree tree(Random random, int classes) {
        int splits = random.nextInt(16);
        int nodes = 1 + 2 * splits;
        int[] measurement = new int[nodes];
        double[] threshold = new double[nodes];
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        double[][] probabilities = new double[nodes][classes];
        Arrays.fill(measurement, -1);
        for (int s = 0; s < splits; s++) {
            int node = random.nextInt(1 + 2 * s);
            while (measurement[node] >= 0) {
                node = random.nextBoolean() ? left[node] : right[node];
            }
            measurement[node] = random.nextInt(NucleusMeasurements.COUNT);
            threshold[node] = 30 * random.nextGaussian();
            left[node] = 1 + 2 * s;
            right[node] = 2 + 2 * s;
        }
        for (int n = 0; n < nodes; n++) {
            if (measurement[n] < 0) {
                double[] parts = random.doubles(classes, 0.01, 1).toArray();
                double sum = Arrays.stream(parts).sum();
                probabilities[n] = Arrays.stream(parts).map(part -> part / sum).toArray();
            }
        }
        return new DecisionTree(measurement, threshold, left, right, probabilities);
    }

    /** Any members, any architecture that fits, any settings, any text. */
    static NucleusClassifier random(Random random) {
        int networks = random.nextInt(3);
        int regressions = random.nextInt(3);
        return random(random, networks, regressions, random.nextInt(3) + (networks + regressions == 0 ? 1 : 0));
    }

    /** Any classifier with so many members of each kind, in any order. */
    static NucleusClassifier random(Random random, int networks, int regressions, int forests) {
        int count = 2 + random.nextInt(4);
        CropSettings crops = crops(random);
        List<Member> members = new ArrayList<>();
        for (int n = 0; n < networks; n++) {
            members.add(new Member.Net(network(random, crops.channels().count(), count)));
        }
        for (int n = 0; n < regressions; n++) {
            members.add(new Member.Measured(regression(random, count)));
        }
        for (int n = 0; n < forests; n++) {
            members.add(new Member.Measured(forest(random, count)));
        }
        Collections.shuffle(members, random);
        List<NucleusClass> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(new NucleusClass("x" + text(random), random.nextInt(0x1000000)));
        }
        Recalibration recalibration = random.nextBoolean() ? Recalibration.none(count)
                : new Recalibration(Math.exp(random.nextGaussian()), random.doubles(count, -2, 2).boxed().toList());
        return new NucleusClassifier(members, classes, preparation(random, crops), random.nextBoolean(), recalibration,
                new Provenance(text(random),
                Map.of(text(random), text(random)), Map.of(text(random), text(random)), text(random), text(random),
                List.of(new Provenance.HeldOut(text(random), random.nextDouble(), -random.nextDouble(),
                        random.nextDouble() * 1e-9, text(random)))));
    }

    private static Network network(Random random, int channels, int count) {
        String architecture = (1 + random.nextInt(4)) + "conv" + (1 + random.nextInt(5)) + "x" + (1 + random.nextInt(5))
                + (random.nextBoolean() ? " - bn" : "")
                + (random.nextBoolean() ? " - mp2x" + (1 + random.nextInt(3)) : "")
                + (random.nextBoolean() ? " - 2x(proj(3conv3x3/2 - bn - 2conv3x3 - bn))" : "")
                + (random.nextBoolean() ? " - drop0." + (1 + random.nextInt(99_999)) : "")
                + (random.nextBoolean() ? " - fc" + (1 + random.nextInt(9)) : "")
                + (count == 2 && random.nextBoolean() ? " - o" : " - o" + count);
        return Network.initialise(Architecture.parse(architecture), TensorShape.ofCrop(CROP, channels),
                new Standardisation(random.doubles(channels, -1e5, 1e5).boxed().toList(),
                        random.doubles(channels, 1e-9, 1e9).boxed().toList()),
                Initialisation.HE_NORMAL, random.nextLong());
    }

    private static Preparation preparation(Random random, CropSettings crops) {
        Colour colour = Colour.values()[random.nextInt(Colour.values().length)];
        int minArea = 1 + random.nextInt(1000);
        return new Preparation(crops,
                random.nextBoolean() ? Optional.empty() : Optional.of(segmentation(random, new SegmentationSettings(
                        100 * random.nextDouble(), SegmentationSettings.thresholds().get(random.nextInt(17)),
                        SegmentationSettings.Polarity.values()[colour.isStain() ? 0 : random.nextInt(2)],
                        1 + random.nextInt(10_000),
                        random.nextBoolean(), minArea, minArea + random.nextInt(1_000_000), random.nextBoolean(),
                        random.nextBoolean(), random.nextBoolean(),
                        random.nextBoolean() ? Optional.empty() : Optional.of(
                                new NucleusDiameter(1 + 99 * random.nextDouble(),
                                        NucleusDiameter.Unit.values()[random.nextInt(2)]))))),
                new PixelSize(Math.exp(random.nextGaussian()), Math.exp(random.nextGaussian()), text(random)),
                new Signal(random.nextBoolean() ? Channel.of(1 + random.nextInt(9)) : new Channel("x" + text(random)),
                        colour), random.nextBoolean() ? Optional.empty()
                                : Optional.of(new ImageKind(random.nextBoolean(), 2, List.of(text(random), "b"))),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(1 + random.nextInt(500) / 7.0));
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
        return crops(count, 1);
    }

    /** Crop number i has the values (7 x + 13 y + 29 i + 50 c) mod 256 in channel c. */
    private static List<Crop> crops(int count, int channels) {
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[CROP * CROP * channels];
            for (int v = 0; v < values.length; v++) {
                int pixel = v / channels;
                values[v] = (7 * (pixel % CROP) + 13 * (pixel / CROP) + 29 * i + 50 * (v % channels)) % 256;
            }
            crops.add(new Crop(CropPixels.of(values, CROP, channels), "drawn", i + 1));
        }
        return crops;
    }

    /** Five crops, of as many channels as the classifier's. */
    static List<Crop> crops(NucleusClassifier classifier) {
        return crops(5, classifier.preparation().crops().channels().count());
    }

    static List<Prediction> predictions(NucleusClassifier classifier) {
        try (CropClassifier atWork = new CropClassifier(classifier)) {
            return atWork.predict(crops(classifier));
        }
    }
}
