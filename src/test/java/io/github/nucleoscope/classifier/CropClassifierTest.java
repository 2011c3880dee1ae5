package io.github.nucleoscope.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import org.junit.jupiter.api.Test;

class CropClassifierTest {

    private static final int SIZE = 16;
    private static final Preparation PREPARATION = new Preparation(
            new CropSettings(SIZE, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, true), Optional.empty(),
            PixelSize.UNCALIBRATED, 1);

    private static Network network(int seed) {
        return Network.initialise(Architecture.parse("4conv3x3 - mp4x4 - fc8 - o3"), TensorShape.ofCrop(SIZE),
                new Standardisation(100, 60), Initialisation.HE_NORMAL, seed);
    }

    /** Of random weights, scaled so that no probability is near 0. */
    private static LogisticRegression regression(int seed, int measurements) {
        Random random = new Random(seed);
        double[] scales = new double[measurements];
        double[][] weights = new double[3][measurements];
        for (int m = 0; m < measurements; m++) {
            scales[m] = 1000;
            for (double[] row : weights) {
                row[m] = random.nextGaussian();
            }
        }
        return new LogisticRegression(new double[measurements], scales, weights, new double[] {0.5, 0, -0.5});
    }

    private static NucleusClassifier classifier(Recalibration recalibration, Member... members) {
        return new NucleusClassifier(List.of(members), NucleusClass.named(List.of("a", "b", "c")), PREPARATION, false,
                recalibration, new Provenance("2026-01-02T03:04:05Z", Map.of(), Map.of(), "", "", List.of()));
    }

    private static List<Crop> crops(int count) {
        Random random = new Random(7);
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[SIZE * SIZE];
            for (int y = 4; y < 5 + random.nextInt(10); y++) {
                for (int x = 3; x < 12; x++) {
                    values[y * SIZE + x] = 1 + random.nextInt(255);
                }
            }
            crops.add(new Crop(CropPixels.of(values, SIZE, 1), "drawn", 1));
        }
        return crops;
    }

    private static List<double[]> answers(NucleusClassifier classifier, List<Crop> crops) {
        try (CropClassifier atWork = new CropClassifier(classifier)) {
            return atWork.predict(crops).stream().map(Prediction::probabilities).toList();
        }
    }

    @Test
    void theAnswerIsTheMeanOfTheProbabilitiesAndNetworksCountHalf() {
        List<Crop> crops = crops(9);
        List<Member> members = List.of(new Member.Net(network(1)),
                new Member.Measured(regression(4, NucleusMeasurements.COUNT)), new Member.Net(network(2)));
        List<List<double[]>> alone = members.stream()
                .map(member -> answers(classifier(Recalibration.none(3), member), crops)).toList();
        List<double[]> together = answers(classifier(Recalibration.none(3), members.toArray(Member[]::new)), crops);
        for (int i = 0; i < crops.size(); i++) {
            double[] mean = new double[3];
            for (List<double[]> one : alone) {
                double weight = one == alone.get(1) ? 0.5 : 0.25;
                for (int c = 0; c < 3; c++) {
                    mean[c] += weight * one.get(i)[c];
                }
            }
            assertArrayEquals(mean, together.get(i), 1e-12);
        }
    }

    /** For a regression alone, the logarithms of whose probabilities are its scores, worked out by hand. */
    @Test
    void aRecalibrationDividesTheLogarithmsAndAddsOffsets() {
        List<Crop> crops = crops(5);
        Member member = new Member.Measured(regression(4, NucleusMeasurements.COUNT));
        List<double[]> before = answers(classifier(Recalibration.none(3), member), crops);
        List<double[]> after = answers(classifier(new Recalibration(2, List.of(0.1, 0.0, -0.3)), member), crops);
        for (int i = 0; i < crops.size(); i++) {
            double[] p = before.get(i);
            double[] raw = {Math.sqrt(p[0]) * Math.exp(0.1), Math.sqrt(p[1]), Math.sqrt(p[2]) * Math.exp(-0.3)};
            double sum = raw[0] + raw[1] + raw[2];
            assertArrayEquals(new double[] {raw[0] / sum, raw[1] / sum, raw[2] / sum}, after.get(i), 1e-9);
        }
    }

    @Test
    void membersMustFitTheClassesAndTheMeasurements() {
        Member other = new Member.Measured(regression(1, NucleusMeasurements.COUNT + 1));
        assertEquals("a member needs 27 measurements of a nucleus, and there are 26",
                assertThrows(InputException.class, () -> classifier(Recalibration.none(3), other)).getMessage());
        assertEquals("the classifier has no members",
                assertThrows(InputException.class, () -> classifier(Recalibration.none(3))).getMessage());
        assertThrows(InputException.class, () -> classifier(Recalibration.none(2), new Member.Net(network(1))));
        assertThrows(InputException.class, () -> new Recalibration(0, List.of(0.0, 0.0)));
        assertThrows(IllegalStateException.class, () -> classifier(Recalibration.none(3), new Member.Net(network(1)),
                new Member.Net(network(2))).network());
    }
}
