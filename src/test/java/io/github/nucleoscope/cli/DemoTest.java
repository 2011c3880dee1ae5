package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.PointTable;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.workflow.SegmentationMethods;
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
        assertNothingHeldOutWasTrainedOn(folder, json);
        String report = Files.readString(folder.resolve("report.html"));
        assertTrue(report.contains("Held-out nuclei"));
        for (String name : new String[] {"results.csv", "history.csv", "learning-curve.png", "model.nucleoscope.zip",
            "overlays/field_10.tif", "overlays/field_12.png"}) {
            assertTrue(Files.size(folder.resolve(name)) > 0, name);
        }
        assertTrue(ran.out().contains(folder.resolve("report.html").toString()), "it says where the report is");
    }

    private static void assertNothingHeldOutWasTrainedOn(Path folder, JsonObject json) throws IOException {
        Path data = folder.resolve("data");
        Set<String> train = images(data.resolve("train.csv"));
        Set<String> heldOut = images(data.resolve("held-out.csv"));
        assertEquals(Set.of("field_10.tif", "field_11.tif", "field_12.tif"), heldOut);
        Set<String> all = new TreeSet<>(train);
        all.addAll(heldOut);
        assertEquals(12, all.size());
        assertEquals(9, train.size());
        assertEquals(Files.readAllLines(data.resolve("truth.csv")).size() + 1,
                Files.readAllLines(data.resolve("train.csv")).size()
                        + Files.readAllLines(data.resolve("held-out.csv")).size());
        assertEquals(3, json.getAsJsonObject("held_out").get("images").getAsInt());

        // The model has a hash of the crops that it was made of: they are those of the training table, and no others.
        NucleusClassifier model = ModelFile.read(folder.resolve("model.nucleoscope.zip"));
        Segmentation found = model.preparation().segmentation().orElseThrow();
        assertEquals(Method.AUTOMATIC, found.method());
        TrainingSet fromTable = new PointTable(data.resolve("train.csv"), data.resolve("images"),
                ReadSettings.forTraining(model.preparation().crops(), found, SegmentationMethods::open, Signal.FIRST))
                .read(FileProgress.NONE);
        assertEquals(Fingerprint.sha256(fromTable.dataset()), model.provenance().dataSha256());
        for (Provenance.HeldOut figure : model.provenance().heldOut()) {
            assertTrue(figure.measuredOn().startsWith("validation part"), figure.measuredOn());
        }

        // The held-out figures are of the held-out fields, all of them.
        TrainingSet fromHeldOut = new PointTable(data.resolve("held-out.csv"), data.resolve("images"),
                ReadSettings.forModel(model.preparation(), found, SegmentationMethods::open, Signal.FIRST))
                .read(FileProgress.NONE);
        Evaluation again = Judgement.of(model, fromHeldOut.dataset()).evaluation();
        assertEquals(again.nuclei(), json.getAsJsonObject("held_out").get("nuclei").getAsInt());
        assertEquals(again.accuracy().value(),
                json.getAsJsonObject("held_out").getAsJsonObject("accuracy").get("value").getAsDouble(), 1e-12);
    }

    private static Set<String> images(Path table) throws IOException {
        List<String> rows = Files.readAllLines(table);
        assertEquals("image,label,x,y,class", rows.get(0));
        return rows.stream().skip(1).map(row -> row.substring(0, row.indexOf(','))).collect(Collectors.toSet());
    }
}
