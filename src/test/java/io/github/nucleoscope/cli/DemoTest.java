package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: draw, segment, train, classify held-out fields, report. */
class DemoTest {

    @Test
    void theDemoTellsTheClassesApartOnFieldsThatItHasNotSeen(@TempDir Path folder) throws Exception {
        Ran ran = Ran.nucleoscope("demo", "-o", folder, "--json", folder.resolve("demo.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("demo.json"))).getAsJsonObject();
        JsonObject accuracy = json.getAsJsonObject("held_out").getAsJsonObject("accuracy");
        assertTrue(accuracy.get("value").getAsDouble() >= 0.95, accuracy.toString());
        assertTrue(accuracy.get("low95").getAsDouble() > 0.85, accuracy.toString());
        assertTrue(json.get("segmentation_average_precision").getAsDouble() >= 0.9, json.toString());
        String report = Files.readString(folder.resolve("report.html"));
        assertTrue(report.contains("Held-out nuclei"));
        for (String name : new String[] {"results.csv", "history.csv", "learning-curve.png", "model.nucleoscope.zip",
            "overlays/field_10.tif", "overlays/field_12.png"}) {
            assertTrue(Files.size(folder.resolve(name)) > 0, name);
        }
        assertTrue(ran.out().contains(folder.resolve("report.html").toString()), "it says where the report is");
    }
}
