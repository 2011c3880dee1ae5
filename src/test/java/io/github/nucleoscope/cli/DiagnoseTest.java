package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        for (String what : List.of("Learning-rate range test", "Dead ReLUs", "What was trained", "data:image/png")) {
            assertTrue(page.contains(what), what);
        }
        assertFalse(page.contains("src=\"http"));
        assertEquals(14, Files.readAllLines(folder.resolve("findings.csv")).size());
        assertEquals("trained,epoch,train_loss,train_balanced_accuracy,validation_loss,validation_balanced_accuracy",
                Files.readAllLines(folder.resolve("curves.csv")).get(0));
        assertTrue(Files.readAllLines(folder.resolve("layers.csv")).size() > 100);
        assertTrue(Files.readAllLines(folder.resolve("range-test.csv")).size() > 50);
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("d.json"))).getAsJsonObject();
        assertEquals(13, json.getAsJsonArray("findings").size());
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

    @Test
    void withoutAValidationPartItSaysWhatToDo() {
        Ran ran = Ran.nucleoscope("diagnose", "test-images/truth.csv", "--validation", 0, "-o", folder);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("--validation 0"), ran.err());
    }
}
