package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseTest {

    @TempDir
    private Path folder;

    @Test
    void leavesAPageTablesAndJson() throws IOException {
        Path table = folder.resolve("some.csv");
        Files.write(table, Files.readAllLines(Path.of("test-images/truth.csv")).subList(0, 1 + 5 * 48));
        Ran ran = Ran.nucleoscope("diagnose", table, "--images", "test-images/images", "--size", 32, "--network",
                "8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc8 - o", "--learning-rate", "1e-3", "--epochs", 6,
                "-o", folder, "--json", folder.resolve("d.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        String page = Files.readString(folder.resolve("diagnosis.html"));
        for (String what : List.of("Learning rate range test", "Dead ReLUs", "What was trained", "data:image/png")) {
            assertTrue(page.contains(what), what);
        }
        assertFalse(page.contains("src=\"http"));
        assertEquals(15, Files.readAllLines(folder.resolve("findings.csv")).size());
        assertEquals("trained,epoch,train_loss,train_balanced_accuracy,validation_loss,validation_balanced_accuracy",
                Files.readAllLines(folder.resolve("curves.csv")).get(0));
        assertTrue(Files.readAllLines(folder.resolve("layers.csv")).size() > 100);
        assertTrue(Files.readAllLines(folder.resolve("range-test.csv")).size() > 50);
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("d.json"))).getAsJsonObject();
        assertEquals(14, json.getAsJsonArray("findings").size());
        assertTrue(ran.out().startsWith(json.get("verdict").getAsString()), ran.out());
        assertFalse(Files.exists(folder.resolve("model.nucleoscope.zip")), "nobody asked for a model");
    }

    @Test
    void appliedItTrainsWhatWorkedOrWhatIsHealthyAndNothingElse() throws IOException {
        Ran ran = Ran.nucleoscope("diagnose", "test-images/truth.csv", "--images", "test-images/images", "--size", 16,
                "--network", "8conv3x3 - mp4x4 - fc4 - o", "--learning-rate", "3e-3", "--epochs", 4, "--apply", "-o",
                folder, "--json", folder.resolve("d.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("d.json"))).getAsJsonObject();
        boolean worth = json.get("healthy").getAsBoolean() || json.has("best_remedy");
        assertEquals(worth, json.has("model"), json.toString());
        assertEquals(worth, Files.exists(folder.resolve("model.nucleoscope.zip")));
        assertEquals(!worth, ran.out().contains("no model was trained"), ran.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--validation, 0, --validation 0 leaves no nuclei for the diagnosis",
        "--network, mp2x2x2 - o, mp2x2x2",
        "--epochs, 0, epochs 0",
        "--learning-rate, -1, learning rate",
        "--images, no-such-folder, no-such-folder"})
    void badInputIsOneLineThatNamesIt(String option, String value, String words) {
        List<Object> arguments = new ArrayList<>(List.of("diagnose", "test-images/truth.csv", option, value, "-o",
                folder.resolve("out")));
        if (!option.equals("--images")) {
            arguments.addAll(List.of("--images", "test-images/images"));
        }
        Ran ran = Ran.nucleoscope(arguments.toArray());
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals(1, ran.err().strip().lines().count(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertFalse(Files.exists(folder.resolve("out/diagnosis.html")));
    }
}
