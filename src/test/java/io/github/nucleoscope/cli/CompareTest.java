package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

    @TempDir
    private Path folder;

    private Ran compare(String... more) {
        List<String> words = new ArrayList<>(List.of("compare", "test-images/truth.csv", "--images",
                "test-images/images", "--size", "16", "-o", folder.resolve("out").toString()));
        words.addAll(Arrays.asList(more));
        return Ran.nucleoscope(words.toArray());
    }

    @Test
    void writesPageTablesAndJson() throws Exception {
        Path json = folder.resolve("result.json");
        Ran ran = compare("--network", "2conv3x3 - mp8x8 - o", "2conv3x3 - mp4x4 - fc2 - o", "--folds", "3", "--epochs",
                "1", "--learning-rate", "0.001", "--json", json.toString());
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().lines().anyMatch(line -> line.matches("most frequent class +0.500 \\[0.500, 0.500\\] .*")),
                ran.out());
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(5, result.getAsJsonArray("contenders").size());
        assertEquals(6, result.getAsJsonArray("pairs").size());
        assertEquals("1 epoch", result.getAsJsonObject("settings").get("budget").getAsString());
        assertEquals("0.001", result.getAsJsonObject("settings").get("learning_rate").getAsString());
        assertTrue(ran.out().startsWith(result.get("verdict").getAsString()), ran.out());
        int nuclei = result.get("nuclei").getAsInt();
        List<String> predictions = Files.readAllLines(folder.resolve("out/predictions.csv"));
        assertEquals(1 + 5 * nuclei, predictions.size());
        assertEquals("contender,seed,fold,nucleus,image,label,class,predicted,P(clumped),P(fine)", predictions.get(0));
        String page = Files.readString(folder.resolve("out/comparison.html"));
        for (String text : List.of("Which network?", "Nadeau and Bengio 2003", "most frequent class", "McNemar",
                "Detectable", "Crops per second", "the same for all", "2conv3x3 - mp4x4 - fc2 - o")) {
            assertTrue(page.contains(text), text);
        }
        // The same command finds everything done, and says the same.
        Ran again = compare("--network", "2conv3x3 - mp8x8 - o", "2conv3x3 - mp4x4 - fc2 - o", "--folds", "3",
                "--epochs", "1", "--learning-rate", "0.001");
        assertEquals(ran.out(), again.out());
        assertFalse(again.err().contains("validation loss"), again.err());
    }

    /** At a rate of 1e-9 nothing is learnt. */
    @Test
    void whatIsStuckIsDiagnosed() throws Exception {
        Path json = folder.resolve("result.json");
        Ran ran = compare("--network", "2conv3x3 - mp4x4 - fc2 - o", "--folds", "2", "--epochs", "2",
                "--learning-rate", "1e-9", "--diagnose", "--json", json.toString());
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("is stuck in 2 of 2 trainings"), ran.out());
        JsonObject stuck = JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("stuck")
                .get(0).getAsJsonObject();
        assertEquals(2, stuck.get("stuck_trainings").getAsInt());
        assertTrue(stuck.getAsJsonObject("seen").has("Learning rate too low"), stuck.toString());
        assertTrue(Files.exists(folder.resolve("out/trainings/network-1/seed-1-fold-2/diagnosis.html")));
        String page = Files.readString(folder.resolve("out/comparison.html"));
        assertTrue(page.contains("Which are stuck, and why") && page.contains("2 of 2"), page);
        Ran again = compare("--network", "2conv3x3 - mp4x4 - fc2 - o", "--folds", "2", "--epochs", "2",
                "--learning-rate", "1e-9", "--diagnose");
        assertEquals(ran.out(), again.out());
        assertFalse(again.err().contains("diagnosis"), again.err());
    }

    @Test
    void badOptionsGetOneLine() {
        assertRefused("--network", compare());
        assertRefused("leave out one of them", compare("--network", "shallow", "--epochs", "3", "--minutes", "1"));
        assertRefused("epochs 0", compare("--network", "shallow", "--epochs", "0"));
        assertRefused("are the same network", compare("--network", "shallow", "shallow@1"));
        assertRefused("seeds [2, 2]", compare("--network", "shallow", "--seeds", "2", "2"));
        assertRefused("'x'", compare("--network", "shallow", "8conv3x3 - x"));
    }

    private static void assertRefused(String words, Ran ran) {
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
    }
}
