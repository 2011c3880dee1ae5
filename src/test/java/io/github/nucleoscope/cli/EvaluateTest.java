package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring a model by the command line. */
class EvaluateTest {

    @TempDir
    private static Path models;
    private static TinyModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        model = TinyModel.train(models);
    }

    @Test
    void evaluatingTheTrainingDataIsPointedOut() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", model.file(), model.data(), "--images", TinyModel.IMAGES);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("the model was trained on"), ran.err());
        Path other = folder.resolve("other.csv");
        List<String> rows = Files.readAllLines(model.data());
        Files.write(other, rows.subList(0, rows.size() - 10));
        ran = Ran.nucleoscope("evaluate", model.file(), other, "--images", TinyModel.IMAGES);
        assertFalse(ran.err().contains("the model was trained on"), ran.err());
    }

    @Test
    void evaluateMeasuresAModel() throws IOException {
        Path table = folder.resolve("held-out.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image") && !row.startsWith("field_12"));
        Files.write(table, rows);
        Ran ran = Ran.nucleoscope("evaluate", model.file(), table, "--images", TinyModel.IMAGES, "--json",
                folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = TinyModel.json(folder.resolve("e.json"));
        assertEquals(48, result.get("nuclei").getAsInt());
        assertTrue(ran.out().contains("48 nuclei of 1 source image"), ran.out());
        ran = Ran.nucleoscope("evaluate", model.file(), table, "--images", TinyModel.IMAGES, "--min-area", 100_000);
        assertTrue(ran.err().contains("48 of 48 points are not in a nucleus"), ran.err());
        Files.write(table, rows.stream().map(row -> row.replace("fine", "smooth")).toList());
        ran = Ran.nucleoscope("evaluate", model.file(), table, "--images", TinyModel.IMAGES);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("\"smooth\""), ran.err());
    }

    @Test
    void evaluateSegmentsWholeImagesInFoldersWhereToldTo() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("clumped"));
        Files.createDirectories(data.resolve("fine"));
        Files.copy(TinyModel.IMAGES.resolve("field_10.tif"), data.resolve("clumped/field_10.tif"));
        Files.copy(TinyModel.IMAGES.resolve("field_11.tif"), data.resolve("fine/field_11.tif"));
        long[] nuclei = new long[2];
        for (int i = 0; i < 2; i++) {
            Ran ran = Ran.nucleoscope("segment", data.resolve(List.of("clumped", "fine").get(i)), "-o",
                    folder.resolve("s"), "--json", folder.resolve("s.json"));
            assertEquals(0, ran.exitCode(), ran.err());
            nuclei[i] = TinyModel.json(folder.resolve("s.json")).get("nuclei").getAsLong();
        }
        Ran ran = Ran.nucleoscope("evaluate", model.file(), data, "--segment", "--json", folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = TinyModel.json(folder.resolve("e.json"));
        assertEquals(nuclei[0] + nuclei[1], result.get("nuclei").getAsLong());
        assertEquals(2, result.get("images").getAsInt());
        for (int truth = 0; truth < 2; truth++) {
            JsonArray row = result.getAsJsonArray("confusion_truth_in_rows").get(truth).getAsJsonArray();
            assertEquals(nuclei[truth], row.get(0).getAsLong() + row.get(1).getAsLong(), "class " + truth);
        }
        // Without the option the files are crops, and these are far too large for that.
        ran = Ran.nucleoscope("evaluate", model.file(), data);
        assertEquals(2, ran.exitCode(), ran.out());
        assertTrue(ran.err().contains("have them segmented"), ran.err());
    }
}
