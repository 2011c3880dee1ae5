package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training by the command line. */
class TrainTest {

    @TempDir
    private static Path models;
    private static TinyModel model;

    @BeforeAll
    static void train() throws IOException {
        model = TinyModel.train(models);
    }

    @Test
    void trainingLeavesAModelACurveATableAndAReport() throws IOException {
        for (String name : List.of("model.nucleoscope.zip", "history.csv", "learning-curve.png", "report.html")) {
            assertTrue(Files.size(model.folder().resolve(name)) > 0, name);
        }
        assertEquals(3, Files.readAllLines(model.folder().resolve("history.csv")).size());
        JsonObject result = TinyModel.json(model.json());
        assertEquals(2, result.get("epochs").getAsInt());
        assertEquals("[\"clumped\",\"fine\"]", result.get("classes").toString());
        // By hand: 3*3*1*4+4 and 12*12*4*8+8 and 8+1
        assertEquals(40 + 4616 + 9, result.get("parameters").getAsInt());
        assertTrue(result.getAsJsonObject("test").getAsJsonObject("accuracy").has("low95"));
    }

    /** Not even an administrator can write there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWrittenToIsSaidBeforeTheTraining() {
        Ran ran = Ran.nucleoscope("train", "test-images/truth.csv", "--images", TinyModel.IMAGES, "-o", "/proc");
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("/proc: nothing can be written to this folder"), ran.err());
    }
}
