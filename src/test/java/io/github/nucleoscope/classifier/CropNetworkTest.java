package io.github.nucleoscope.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.SquareSymmetry;
import io.github.nucleoscope.segmentation.Preparation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CropNetworkTest {

    private static final int SIZE = 16;

    private static NucleusClassifier classifier(String architecture, boolean testTimeAugmentation) {
        Network network = Network.initialise(Architecture.parse(architecture), TensorShape.ofCrop(SIZE),
                new Standardisation(100, 60), Initialisation.HE_NORMAL, 3);
        List<String> names = network.classes() == 2 ? List.of("a", "b") : List.of("a", "b", "c");
        return new NucleusClassifier(network, NucleusClass.named(names), new Preparation(
                new CropSettings(SIZE, CropSettings.Scale.FIXED, CropSettings.Background.KEEP, true), Optional.empty(),
                PixelSize.UNCALIBRATED, 1), testTimeAugmentation,
                new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    private static List<Crop> crops(int count) {
        Random random = new Random(7);
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[SIZE * SIZE];
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = random.nextInt(256);
            }
            crops.add(crop(values));
        }
        return crops;
    }

    private static Crop crop(float[] values) {
        return new Crop(CropPixels.of(values, SIZE, 1), "drawn", 1);
    }

    private static Crop moved(Crop crop, int number) {
        float[] values = new float[SIZE * SIZE];
        SquareSymmetry.write(crop.values(), SIZE, 1, number, values, 0);
        return crop(values);
    }

    private static List<float[]> logits(NucleusClassifier classifier, List<Crop> crops) {
        try (CropNetwork atWork = new CropNetwork(classifier.network(), classifier.testTimeAugmentation())) {
            return atWork.logits(crops);
        }
    }

    /** The views are classified by the same network, one by one, and averaged here. */
    @ParameterizedTest
    @ValueSource(strings = {"4conv3x3 - mp4x4 - fc8 - o", "resnet10@1/4", "5conv5x5/2 - bn - gap - o3"})
    void theLogitsAreMeansOverTheFlipsAndTurns(String architecture) {
        List<Crop> crops = crops(3);
        List<float[]> means = logits(classifier(architecture, true), crops);
        for (int i = 0; i < crops.size(); i++) {
            double[] sum = new double[means.get(i).length];
            for (int number = 0; number < SquareSymmetry.COUNT; number++) {
                float[] once = logits(classifier(architecture, false), List.of(moved(crops.get(i), number))).get(0);
                for (int unit = 0; unit < sum.length; unit++) {
                    sum[unit] += once[unit];
                }
            }
            for (int unit = 0; unit < sum.length; unit++) {
                assertEquals(sum[unit] / 8, means.get(i)[unit], 1e-6 * (1 + Math.abs(sum[unit])));
            }
        }
    }

    /** Bit for bit, though the network alone answers otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"4conv3x3 - mp4x4 - fc8 - o", "resnet10@1/4", "5conv5x5/2 - bn - gap - o3"})
    void aFlippedOrTurnedCropGetsTheSameAnswer(String architecture) {
        List<Crop> crops = crops(20);
        List<float[]> expected = logits(classifier(architecture, true), crops);
        List<float[]> alone = logits(classifier(architecture, false), crops);
        for (int number = 1; number < SquareSymmetry.COUNT; number++) {
            int how = number;
            List<Crop> moved = crops.stream().map(crop -> moved(crop, how)).toList();
            List<float[]> found = logits(classifier(architecture, true), moved);
            for (int i = 0; i < crops.size(); i++) {
                assertArrayEquals(expected.get(i), found.get(i), "crop " + i + ", turned by " + number);
            }
            assertFalse(Arrays.deepEquals(alone.toArray(),
                    logits(classifier(architecture, false), moved).toArray()));
        }
    }

    /** More crops than are made for the network at a time, in another order and alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theAnswerDoesNotDependOnTheOtherCrops(boolean testTimeAugmentation) {
        List<Crop> crops = crops(600);
        NucleusClassifier classifier = classifier("resnet10@1/8", testTimeAugmentation);
        List<float[]> expected = logits(classifier, crops);
        assertEquals(crops.size(), expected.size());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < crops.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        List<float[]> found = logits(classifier, order.stream().map(crops::get).toList());
        for (int i = 0; i < crops.size(); i++) {
            assertArrayEquals(expected.get(order.get(i)), found.get(i), "crop " + order.get(i));
        }
        for (int i : new int[] {0, 63, 64, 511, 512, 599}) {
            assertArrayEquals(expected.get(i), logits(classifier, List.of(crops.get(i))).get(0));
        }
    }

    @Test
    void noCropsGetNoAnswers() {
        assertEquals(List.of(), logits(classifier("resnet10@1/8", true), List.of()));
    }
}
