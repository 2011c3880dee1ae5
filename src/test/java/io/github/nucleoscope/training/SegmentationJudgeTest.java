package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import org.junit.jupiter.api.Test;

class SegmentationJudgeTest {

    /** Sixteen discs that are nuclei, and a fainter small one with 7 % of the stain of a nucleus. */
    private static SegmentationScore score(Colour colour) throws IOException {
        ByteProcessor drawn = new ByteProcessor(240, 240);
        ByteProcessor truth = new ByteProcessor(240, 240);
        for (int i = 0; i < 16; i++) {
            int x = 15 + 55 * (i % 4);
            int y = 15 + 55 * (i / 4);
            drawn.setValue(200);
            drawn.fillOval(x, y, 26, 26);
            truth.setValue(1 + i);
            truth.fillOval(x, y, 26, 26);
        }
        drawn.setValue(50);
        drawn.fillOval(50, 50, 14, 14);
        LabelledImage image = new LabelledImage("drawn", "drawn",
                Planes.of(new ImagePlus("drawn", drawn), Signal.FIRST).get(0).pixels(),
                LabelImages.fromImagePlus(new ImagePlus("truth", truth), 1, 1));
        return SegmentationJudge.judge(SegmentationModelFile.find(SegmentationModelFile.FLUORESCENCE),
                new LabelledImages(List.of(image), new Signal(Channel.FIRST, colour), "drawn", List.of()))
                .get(0).scores().get(0);
    }

    /** With Giemsa {@code segment} leaves out what has less than a tenth of a nucleus's stain: so does the judge. */
    @Test
    void whatSegmentLeavesOutIsNotJudged() throws IOException {
        SegmentationScore all = score(Colour.LUMINANCE);
        assertEquals(16, all.truePositives());
        assertEquals(1, all.falsePositives());
        SegmentationScore giemsa = score(Colour.GIEMSA);
        assertEquals(16, giemsa.truePositives());
        assertEquals(0, giemsa.falsePositives());
    }
}
