package io.github.nucleoscope.fiji.training;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.training.EpochRecord;
import org.junit.jupiter.api.Test;

class LearningCurvePanelTest {

    private static int[] painted(LearningCurvePanel panel) {
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        panel.paint(graphics);
        graphics.dispose();
        return image.getRGB(0, 0, 600, 300, null, 0, 600);
    }

    /** The empty plot is slow to draw, being the first: that must not keep the first epochs back. */
    @Test
    void theFirstEpochIsShownAtOnce() {
        LearningCurvePanel panel = new LearningCurvePanel(2);
        panel.setSize(600, 300);
        int[] empty = painted(panel);
        panel.show(new TrainingState(List.of(new EpochRecord(1, 2e-4, 0.6, 0.7, 0.7, 0.5, 0.8, 0.8, 1)), 30, false,
                10, 300, 1));
        assertFalse(Arrays.equals(empty, painted(panel)), "the first epoch is not there");
    }
}
