package io.github.nucleoscope.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasurementClassifierTest {

    private static final Preparation PREPARATION = new Preparation(
            new CropSettings(24, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, false), Optional.empty(),
            PixelSize.UNCALIBRATED, 1);

    /** Discs and ellipses of the same area, turned at random, with noise; three of four are discs. */
    private static Dataset drawn(int count, Random random) {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int c = n % 4 == 0 ? 1 : 0;
            double longer = c == 0 ? 7 : 9.5;
            double shorter = 49 / longer;
            double angle = 7 * random.nextDouble();
            float[] pixels = new float[24 * 24];
            for (int i = 0; i < pixels.length; i++) {
                double x = i % 24 - 11.5;
                double y = i / 24 - 11.5;
                double u = x * Math.cos(angle) + y * Math.sin(angle);
                double v = y * Math.cos(angle) - x * Math.sin(angle);
                pixels[i] = u * u / longer / longer + v * v / shorter / shorter <= 1
                        ? 100 + 20 * random.nextFloat() : 0;
            }
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, 24, 1), "image" + n, n + 1), c));
        }
        return new Dataset(List.of("round", "long"), crops);
    }

    private static double recall(MeasurementClassifier classifier, Dataset test, int classIndex) {
        List<double[]> answers = classifier.answers(test.crops().stream().map(LabelledCrop::crop).toList());
        int right = 0;
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(1, answers.get(i)[0] + answers.get(i)[1], 1e-9);
            if (test.crops().get(i).classIndex() == classIndex && answers.get(i)[classIndex] > 0.5) {
                right++;
            }
        }
        return (double) right / test.countPerClass()[classIndex];
    }

    @ParameterizedTest
    @EnumSource(Baseline.class)
    void tellsRoundFromLong(Baseline kind) {
        Dataset train = drawn(80, new Random(1));
        Dataset test = drawn(80, new Random(2));
        MeasurementClassifier classifier = MeasurementClassifier.train(kind, train, PREPARATION, true, 1);
        assertTrue(recall(classifier, test, 0) > 0.95);
        assertTrue(recall(classifier, test, 1) > 0.95);
        List<Crop> crops = test.crops().stream().map(LabelledCrop::crop).toList();
        assertArrayEquals(classifier.answers(crops).toArray(),
                MeasurementClassifier.train(kind, train, PREPARATION, true, 1).answers(crops).toArray());
    }

    /** Where nothing tells the classes apart the rare one is taken as often as the other, if classes are balanced. */
    @ParameterizedTest
    @EnumSource(value = Baseline.class, names = "LOGISTIC_REGRESSION")
    void balanceGivesRareClassesTheSameWeight(Baseline kind) {
        Random random = new Random(3);
        Dataset drawn = drawn(400, random);
        Dataset shuffled = new Dataset(drawn.classNames(), drawn.crops().stream()
                .map(crop -> new LabelledCrop(crop.crop(), random.nextInt(4) == 0 ? 1 : 0)).toList());
        assertTrue(recall(MeasurementClassifier.train(kind, shuffled, PREPARATION, true, 1), shuffled, 1) > 0.4);
        assertTrue(recall(MeasurementClassifier.train(kind, shuffled, PREPARATION, false, 1), shuffled, 1) < 0.2);
    }

    /** One pixel has no pair of pixels, and no texture. */
    @ParameterizedTest
    @EnumSource(Baseline.class)
    void whatIsNotDefinedIsMissing(Baseline kind) {
        Dataset train = drawn(40, new Random(1));
        List<LabelledCrop> crops = new ArrayList<>(train.crops());
        float[] dot = new float[24 * 24];
        dot[300] = 5;
        crops.add(new LabelledCrop(new Crop(CropPixels.of(dot, 24, 1), "dot", 1), 0));
        crops.add(new LabelledCrop(new Crop(CropPixels.of(new float[24 * 24], 24, 1), "nothing", 1), 1));
        MeasurementClassifier classifier = MeasurementClassifier.train(kind, new Dataset(train.classNames(), crops),
                PREPARATION, true, 1);
        for (double[] answer : classifier.answers(crops.stream().map(LabelledCrop::crop).toList())) {
            assertEquals(1, answer[0] + answer[1], 1e-9);
        }
    }
}
