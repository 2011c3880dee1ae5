package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.learned.LearnedSegmenter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentationModel;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model that Nucleoscope brings along. */
class BuiltInModelTest {

    @Test
    void isSmallAndSaysWhatItIs() throws IOException {
        try (InputStream in = SegmentationModelFile.class.getResourceAsStream(
                "/io/github/nucleoscope/segmentation/learned/fluorescence.nucleoscope.zip")) {
            int size = in.readAllBytes().length;
            assertTrue(size <= 3_000_000, size + " bytes");
        }
        SegmentationModel model = SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE);
        assertTrue(model.card().contains("CC0"), model.card());
        assertTrue(model.card().contains("nucleoscope train-segmentation"), model.card());
        assertTrue(model.provenance().heldOut().get(0).measuredOn().startsWith("4-fold cross-validation"),
                model.provenance().heldOut().toString());
    }

    /** Noise beside which the classical method finds nothing: the network must not take it for nuclei either. */
    @ParameterizedTest
    @CsvSource({"256, 0", "512, 0", "512, 30", "512, 100"})
    void findsNothingInNoise(int side, double haze) throws IOException {
        try (LearnedSegmenter segmenter = new LearnedSegmenter(
                SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE))) {
            for (int seed = 1; seed <= 3; seed++) {
                Random random = new Random(seed);
                float[] pixels = new float[side * side];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (float) (100 + haze * (i % side) / side + random.nextGaussian());
                }
                Img<IntType> found = segmenter.segment(ArrayImgs.floats(pixels, side, side),
                        SegmentationSettings.DEFAULT);
                int nuclei = Diameters.count(found);
                assertTrue(nuclei <= 2, nuclei + " nuclei in noise " + seed);
            }
        }
    }

    /**
     * Discs with blurred edges on noise, 8 to 60 pixels wide: the model sees them all at one size. The haze is several
     * times as bright at the image's right side as they are, and bent.
     */
    @ParameterizedTest
    @CsvSource({"4, 0", "9, 0", "30, 0", "4, 5", "9, 5", "30, 5"})
    void findsDiscsOfAnySizeUnderAHaze(int radius, double haze) throws IOException {
        int across = 4;
        int side = across * 4 * radius;
        float[] pixels = new float[side * side];
        int[] labels = new int[side * side];
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % side;
            int y = i / side;
            int column = x / (4 * radius);
            int row = y / (4 * radius);
            double distance = Math.hypot(x - (column + 0.5) * 4 * radius, y - (row + 0.5) * 4 * radius);
            labels[i] = distance <= radius ? 1 + row * across + column : 0;
            double light = haze * 90 * x * (0.5 + 0.5 * y / side) / side;
            pixels[i] = (float) (10 + light + 90 / (1 + Math.exp((distance - radius) * 12 / radius))
                    + random.nextGaussian());
        }
        Img<IntType> truth = ArrayImgs.ints(labels, side, side);
        try (LearnedSegmenter segmenter = new LearnedSegmenter(
                SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE))) {
            Img<IntType> found = segmenter.segment(ArrayImgs.floats(pixels, side, side), SegmentationSettings.DEFAULT);
            SegmentationScore score = SegmentationScore.of(found, truth, 0.8);
            assertEquals(across * across, score.truePositives(), score.toString());
            assertEquals(0, score.falsePositives(), score.toString());
        }
    }
}
