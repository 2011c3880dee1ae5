package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            assertEquals(3, result.getAsJsonArray("scores").size());
            JsonObject score = result.getAsJsonArray("scores").get(2).getAsJsonObject();
            assertEquals(1 << missing, score.get("false_negatives").getAsInt());
            assertEquals(all - (1 << missing), score.get("true_positives").getAsInt());
            assertEquals(0, score.get("false_positives").getAsInt());
        }
    }
}
