package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelComparisonTest {

    private static final int SLICES = 2;
    private static final int FRAMES = 3;

    @TempDir
    private Path folder;

    /** Slice z of frame t has n squares of 8x8 pixels, n = 1, 2, 4, 8, 16, 32 in the order of the planes. */
    private static ImagePlus labels() {
        ImagePlus image = IJ.createHyperStack("labels", 64, 64, 1, SLICES, FRAMES, 16);
        for (int i = 0; i < SLICES * FRAMES; i++) {
            ImageProcessor plane = plane(image, i);
            for (int label = 1; label <= 1 << i; label++) {
                plane.setValue(label);
                plane.setRoi(8 * (label % 8), 8 * (label / 8), 8, 8);
                plane.fill();
            }
        }
        return image;
    }

    /** All slices of the first frame, then of the next. */
    private static ImageProcessor plane(ImagePlus image, int index) {
        return image.getStack().getProcessor(image.getStackIndex(1, index % SLICES + 1, index / SLICES + 1));
    }

    @Test
    void everyPlaneOfAStackCounts() throws IOException {
        Path truth = Files.createDirectory(folder.resolve("truth"));
        Path labels = Files.createDirectory(folder.resolve("labels"));
        ImageFiles.saveTiff(labels(), truth.resolve("stack.tif"));
        int all = 1 + 2 + 4 + 8 + 16 + 32;
        for (int missing = 0; missing < SLICES * FRAMES; missing++) {
            ImagePlus image = labels();
            ImageProcessor plane = plane(image, missing);
            plane.setValue(0);
            plane.fill();
            ImageFiles.saveTiff(image, labels.resolve("stack.tif"));
            Ran ran = Ran.nucleoscope("evaluate", "--labels", labels, "--truth", truth, "--json",
                    folder.resolve("e.json"));
            assertEquals(0, ran.exitCode(), ran.err());
            JsonObject result = JsonParser.parseString(Files.readString(folder.resolve("e.json"))).getAsJsonObject();
            assertEquals(5, result.getAsJsonArray("scores").size());
            JsonObject score = result.getAsJsonArray("scores").get(4).getAsJsonObject();
            assertEquals(1 << missing, score.get("false_negatives").getAsInt());
            assertEquals(all - (1 << missing), score.get("true_positives").getAsInt());
            assertEquals(0, score.get("false_positives").getAsInt());
        }
    }

    /** Image a: the label covers 8 of the 10 columns of the only square, IoU 0.8. Image b: one of two is found. */
    @Test
    void everyImageHasItsRow() throws IOException {
        Path truth = Files.createDirectory(folder.resolve("truth"));
        Path labels = Files.createDirectory(folder.resolve("labels"));
        save(truth.resolve("a.tif"), new int[][] {{5, 5, 10, 10}});
        save(labels.resolve("a.tif"), new int[][] {{5, 5, 8, 10}});
        save(truth.resolve("b.tif"), new int[][] {{5, 5, 10, 10}, {40, 40, 10, 10}});
        save(labels.resolve("b.tif"), new int[][] {{40, 40, 10, 10}});
        Ran ran = Ran.nucleoscope("evaluate", "--labels", labels, "--truth", truth, "--csv",
                folder.resolve("s.csv"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("s.csv"));
        assertEquals("image,iou,average_precision,f1,precision,recall,true_positives,false_positives,false_negatives",
                rows.get(0));
        assertEquals("a,0.8,1,1,1,1,1,0,0", rows.get(4));
        assertEquals("a,0.9,0,0,0,0,0,1,1", rows.get(5));
        assertEquals("b,0.5,0.5,0.666666667,1,0.5,1,0,1", rows.get(6));
        assertEquals(11, rows.size());
        assertTrue(ran.out().contains("a  1.000 1.000  1.000 1.000  1.000 1.000  1.000 1.000  0.000 0.000"), ran.out());
        // Pooled at 0.9: one found, one false, two missed.
        assertTrue(ran.out().contains("IoU 0.9: AP 0.250, F1 0.400"), ran.out());
    }

    @Test
    void aTruthAgainstItselfIsPerfectAndAMissingImageIsNamed() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", "--labels", TinyModel.LABELS, "--truth", TinyModel.LABELS);
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("IoU 0.9: AP 1.000"), ran.out());
        Path some = Files.createDirectory(folder.resolve("some"));
        Files.copy(TinyModel.LABELS.resolve("field_01.tif"), some.resolve("field_01.tif"));
        Path truth = Files.createDirectory(folder.resolve("truth"));
        Files.copy(TinyModel.LABELS.resolve("field_01.tif"), truth.resolve("field_01.tif"));
        Files.copy(TinyModel.LABELS.resolve("field_02.tif"), truth.resolve("field_02.tif"));
        ran = Ran.nucleoscope("evaluate", "--labels", some, "--truth", truth);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("field_02"), ran.err());
        assertTrue(ran.out().startsWith("1 of 2 images"), ran.out());
    }

    @Test
    void aComparisonOfNothingIsNoScore() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", "--labels", TinyModel.IMAGES, "--truth", Files.createDirectory(
                folder.resolve("empty")));
        assertEquals(2, ran.exitCode());
        Path others = Files.createDirectory(folder.resolve("others"));
        Files.copy(TinyModel.LABELS.resolve("field_01.tif"), others.resolve("another.tif"));
        ran = Ran.nucleoscope("evaluate", "--labels", TinyModel.LABELS, "--truth", others);
        assertEquals(2, ran.exitCode());
        assertEquals("", ran.out());
    }

    private static void save(Path file, int[][] squares) throws IOException {
        ImagePlus image = IJ.createImage("labels", "16-bit black", 64, 64, 1);
        ImageProcessor plane = image.getProcessor();
        for (int i = 0; i < squares.length; i++) {
            plane.setValue(i + 1);
            plane.setRoi(squares[i][0], squares[i][1], squares[i][2], squares[i][3]);
            plane.fill();
        }
        ImageFiles.saveTiff(image, file);
    }
}
