package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.synthetic.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmentation by the command line, judged by evaluate. */
class SegmentTest {

    @TempDir
    private Path folder;

    @Test
    void segmentWritesLabelsThatEvaluateJudges() throws IOException {
        Path image = TinyModel.IMAGES.resolve(TestImages.fileName(10));
        Ran ran = Ran.nucleoscope("segment", image, "-o", folder, "--json", folder.resolve("s.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("", ran.err());
        ImagePlus labels = ImageFiles.read(folder.resolve("labels").resolve(TestImages.fileName(10)));
        assertEquals(16, labels.getBitDepth());
        int nuclei = TinyModel.json(folder.resolve("s.json")).get("nuclei").getAsInt();
        assertEquals(nuclei, (int) labels.getStatistics().max);
        assertTrue(ran.out().startsWith(nuclei + " nuclei in 1 images"), ran.out());

        Path truth = Files.createDirectory(folder.resolve("truth"));
        Files.copy(TinyModel.LABELS.resolve(TestImages.fileName(10)), truth.resolve(TestImages.fileName(10)));
        ran = Ran.nucleoscope("evaluate", "--labels", folder.resolve("labels"), "--truth", truth, "--json",
                folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject half = TinyModel.json(folder.resolve("e.json")).getAsJsonArray("scores").get(0).getAsJsonObject();
        assertEquals(0.5, half.get("iou").getAsDouble());
        assertTrue(half.get("average_precision").getAsDouble() > 0.9, half.toString());
        assertTrue(ran.out().contains("IoU 0.9: AP "), ran.out());
    }
}
