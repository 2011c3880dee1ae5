package io.github.nucleoscope.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import io.github.nucleoscope.training.EpochRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvePlotTest {

    private static final int TRAINING = 0xFF0072B2;
    private static final int VALIDATION = 0xFFD55E00;

    @TempDir
    Path folder;

    /** Learns well, and begins to overfit in the middle. */
    static List<EpochRecord> history(int epochs) {
        List<EpochRecord> history = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            double p = (e - 1.0) / Math.max(1, epochs - 1);
            double wobble = 0.03 * Math.sin(2.5 * e);
            history.add(new EpochRecord(e, 5e-4, 0.72 * Math.exp(-2.2 * p) + 0.02, 0.5,
                    0.5 + 0.47 * (1 - Math.exp(-4 * p)),
                    0.72 * Math.exp(-2.5 * p) + 0.5 * p * p + wobble + 0.05, 0.5 + 0.4 * (1 - Math.exp(-5 * p)),
                    0.5 + 0.41 * (1 - Math.exp(-5 * p)) + wobble, 1.5));
        }
        return history;
    }

    private static int count(BufferedImage image, int argb, int fromX, int toX) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = fromX; x < toX; x++) {
                if (image.getRGB(x, y) == argb) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void bothCurvesAreInBothHalves() {
        BufferedImage image = LearningCurvePlot.draw(history(40), 21, 2);
        for (int half = 0; half < 2; half++) {
            int from = half * image.getWidth() / 2;
            int to = from + image.getWidth() / 2;
            assertTrue(count(image, TRAINING, from, to) > 300);
            assertTrue(count(image, VALIDATION, from, to) > 300);
        }
    }

    @Test
    void withoutValidationThereIsOneCurve() {
        List<EpochRecord> history = history(20).stream().map(e -> new EpochRecord(e.epoch(), e.learningRate(),
                e.trainLoss(), e.trainAccuracy(), e.trainBalancedAccuracy(), Double.NaN, Double.NaN, Double.NaN, 1))
                .toList();
        BufferedImage image = LearningCurvePlot.draw(history, 20, 3);
        assertTrue(count(image, TRAINING, 0, image.getWidth()) > 300);
        assertEquals(0, count(image, VALIDATION, 0, image.getWidth()));
    }

    @Test
    void oneEpochIsADot() {
        BufferedImage image = LearningCurvePlot.draw(history(1), 1, 2);
        assertTrue(count(image, VALIDATION, 0, image.getWidth() / 2) > 10);
    }

    @Test
    void theFileIsThePicture() throws IOException {
        Path file = folder.resolve("curve.png");
        LearningCurvePlot.write(history(40), 21, 2, file);
        byte[] png = LearningCurvePlot.png(history(40), 21, 2);
        assertArrayEquals(png, Files.readAllBytes(file));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1280, image.getWidth());
        assertEquals(480, image.getHeight());
    }
}
