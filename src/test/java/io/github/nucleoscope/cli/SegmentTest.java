package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;
import ij.ImagePlus;
import io.github.nucleoscope.StainedCells;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.synthetic.TestImages;
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
        assertTrue(ran.out().startsWith(nuclei + " nuclei in 1 image (learned, classical where a"
                + " warning says so; looked for"),
                ran.out());

        Path truth = Files.createDirectory(folder.resolve("truth"));
        Files.copy(folder.resolve("labels").resolve(TestImages.fileName(10)), folder.resolve("labels/extra.tif"));
        Files.copy(TinyModel.LABELS.resolve(TestImages.fileName(10)), truth.resolve(TestImages.fileName(10)));
        ran = Ran.nucleoscope("evaluate", "--labels", folder.resolve("labels"), "--truth", truth, "--json",
                folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject half = TinyModel.json(folder.resolve("e.json")).getAsJsonArray("scores").get(0).getAsJsonObject();
        assertEquals(0.5, half.get("iou").getAsDouble());
        assertTrue(half.get("average_precision").getAsDouble() > 0.9, half.toString());
        assertTrue(ran.out().contains("IoU 0.9: AP "), ran.out());
        assertTrue(ran.err().contains("1 label images of " + folder.resolve("labels") + " have no truth"), ran.err());
        assertEquals(half.get("average_precision"), half.get("mean_average_precision_of_images"));
        assertTrue(half.get("average_precision_low95").isJsonNull(), "one image says nothing of others");
        ran = Ran.nucleoscope("evaluate", "--labels", truth, "--truth", truth, "--dark");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("leave out the options that say how to find nuclei"), ran.err());
    }

    /** The learned method is the default for bright nuclei; what it cannot do is done by the classical one. */
    @Test
    void theMethodCanBeChosen() throws IOException {
        Path image = TinyModel.IMAGES.resolve(TestImages.fileName(10));
        byte[] classical = labels(image, "--method", "classical");
        byte[] learned = labels(image, "--method", "learned");
        assertFalse(Arrays.equals(classical, learned));
        assertArrayEquals(learned, labels(image));
        assertArrayEquals(learned, labels(image, "--model", "fluorescence"));
        assertArrayEquals(classical, labels(image, "--method", "classical", "--stain", "luminance"));
        assertArrayEquals(labels(image, "--method", "classical", "--threshold", "Otsu"),
                labels(image, "--threshold", "Otsu"));
        assertArrayEquals(labels(image, "--method", "classical", "--dark"), labels(image, "--dark"));
    }

    @Test
    void whatWasCorrectedByHandIsNotReplaced() throws IOException {
        Path image = TinyModel.IMAGES.resolve(TestImages.fileName(10));
        byte[] written = labels(image);
        assertArrayEquals(written, labels(image));
        Path file = folder.resolve("labels").resolve(TestImages.fileName(10));
        ImagePlus corrected = ImageFiles.read(file);
        corrected.getProcessor().set(3, 3, 999);
        ImageFiles.saveTiff(corrected, file);
        Ran ran = Ran.nucleoscope("segment", image, "-o", folder);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains(file + ": would be replaced, but changed since Nucleoscope wrote it"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals(999, ImageFiles.read(file).getProcessor().get(3, 3));
        Files.delete(file);
        assertArrayEquals(written, labels(image));
    }

    private byte[] labels(Path image, Object... options) throws IOException {
        List<Object> words = new ArrayList<>(List.of("segment", image, "-o", folder));
        words.addAll(List.of(options));
        Ran ran = Ran.nucleoscope(words.toArray());
        assertEquals(0, ran.exitCode(), ran.err());
        return Files.readAllBytes(folder.resolve("labels").resolve(TestImages.fileName(10)));
    }

    @Test
    void segmentTakesTheStainOfAColourImage() throws IOException {
        Path image = folder.resolve("he.tif");
        ImageFiles.saveTiff(new ImagePlus("he", StainedCells.draw(26)), image);
        Ran ran = Ran.nucleoscope("segment", image, "--stain", "h&e", "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith("8 nuclei in 1 image ("), ran.out());
        assertFalse(ran.err().contains("--stain"), ran.err());

        ran = Ran.nucleoscope("segment", image, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("he: a colour image, and only its luminance is used"), ran.err());

        ran = Ran.nucleoscope("segment", image, "--stain", "h&e", "--dark", "-o", folder);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("leave out --dark"), ran.err());
    }
}
