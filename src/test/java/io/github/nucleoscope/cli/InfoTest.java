package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoTest {

    @TempDir
    private Path folder;

    /** Figures by hand: 3*3*2*8 weights, 8 scales and shifts each; 4*4*8*3+3; 64*144 and 128*3 multiplications. */
    @Test
    void theTable() {
        Ran ran = Ran.nucleoscope("info", "8conv3x3-bn-mp2x2-o3", "--input", "8x8x2", "--batch", 10, "--no-timing");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("""
                8conv3x3 - bn - mp2x2 - o3

                layer       output  parameters  multiply-adds  field  maps of 10
                input        8x8x2
                1_8conv3x3   8x8x8         144          9,216    3x3     20.5 kB
                2_bn         8x8x8          16              0    3x3     20.5 kB
                3_mp2x2      4x4x8           0              0    4x4      5.1 kB
                4_o3         1x1x3         387            384  10x10      0.1 kB
                total                      547          9,600            46.2 kB

                parameters: 547 trained, 16 running means and variances; together 2.3 kB
                memory of training in mini-batches of 10, estimated: 106.5 kB
                """, ran.out().replace("\r\n", "\n"));
    }

    @Test
    void aModelSaysWhatItIs() throws IOException {
        Ran ran = Ran.nucleoscope("info", "fluorescence", "--no-timing");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith(
                "fluorescence: finds nuclei, in channel 1; images are rescaled to nuclei 14.0 pixels wide"),
                ran.out());
        assertTrue(ran.out().contains("measured on 4-fold cross-validation of this training: "), ran.out());
        assertTrue(ran.out().contains("  average precision at IoU 0.5 0.8"), ran.out());
        TinyModel tiny = TinyModel.train(folder);
        ran = Ran.nucleoscope("info", tiny.file(), "--no-timing");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith(tiny.file() + ": classifies nuclei: clumped, fine\n"), ran.out());
        assertTrue(ran.out().contains("\ncrops: "), ran.out());
        assertTrue(ran.out().lines().anyMatch(line ->
                line.matches("  balanced accuracy [01]\\.\\d{3} \\[[01]\\.\\d{3}, [01]\\.\\d{3}]")), ran.out());
        assertTrue(ran.out().contains("\nmade of: 1 network " + TinyModel.NETWORK + "\n"), ran.out());
        assertTrue(ran.out().contains("answers of networks for each nucleus: the mean over its flips and quarter"
                + " turns"), ran.out());
        ran = Ran.nucleoscope("info", folder.resolve("none.nucleoscope.zip"), "--no-timing");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("there is no such file"), ran.err());
    }

    @Test
    void theTimeOfAnEpochIsAnEstimate() throws IOException {
        Path file = folder.resolve("i.json");
        Ran ran = Ran.nucleoscope("info", "4conv3x3 - mp4x4 - o", "--input", "16x12x3", "--batch", 4, "--crops", 500,
                "--json", file);
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        // 3*3*3*4 + 4, 4*3*4 + 1
        assertEquals(112 + 49, json.get("parameters").getAsInt());
        assertEquals("16x12x3", json.get("input").getAsString());
        assertEquals(3, json.getAsJsonArray("layers").size());
        double seconds = json.get("epoch_seconds").getAsDouble();
        assertEquals(500, seconds * json.get("train_crops_per_second").getAsDouble(), 1e-6);
        assertTrue(ran.out().contains("an epoch of 500 crops, estimated from 2 s of training here"), ran.out());
    }

    @Test
    void whatDoesNotFitIntoMemoryIsNotTried() {
        // Maps of 4096 channels on 4096x4096 pixels: 275 GB for one crop.
        Ran ran = Ran.nucleoscope("info", "4096conv1x1 - gap - o", "--input", "4096x4096x1", "--batch", 4096);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("an epoch: not measured"), ran.out());
        assertFalse(ran.out().contains("crops per second"), ran.out());
    }
}
