package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.model.ModelFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training of ensembles by the command line, and what other commands do with their models. */
class TrainEnsembleTest {

    private static final String UNSEEN = "All labelled nuclei, each judged by members that had not seen it";

    /** Of two networks, two logistic regressions and two random forests, trained on 144 nuclei of three images. */
    @TempDir
    private static Path models;
    private static Path points;
    private static Ran trained;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        points = Files.write(models.resolve("points.csv"), truth("(image|field_0[1-3]).*"));
        trained = train(points, models, "--members", 2, "--classifier", "BOTH", "--network", TinyModel.NETWORK,
                "--epochs", 20);
        assertEquals(0, trained.exitCode(), trained.err());
    }

    private static List<String> truth(String rows) throws IOException {
        return Files.readAllLines(Path.of("test-images/truth.csv")).stream().filter(row -> row.matches(rows)).toList();
    }

    private static Ran train(Path table, Path output, Object... options) {
        List<Object> words = new ArrayList<>(List.of("train", table, "--images", TinyModel.IMAGES, "--size", 48,
                "--normalise", "CHANNEL", "-o", output, "--json", output.resolve("train.json")));
        words.addAll(List.of(options));
        return Ran.nucleoscope(words.toArray());
    }

    private static Path model(Path output) {
        return output.resolve("model.nucleoscope.zip");
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    private static List<String> names(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void trainingLeavesAModelACurveATableAndAReport() throws IOException {
        assertEquals(List.of("history.csv", "learning-curve.png", "model.nucleoscope.zip", "points.csv", "report.html",
                "train.json"), names(models));
        JsonObject result = TinyModel.json(models.resolve("train.json"));
        assertEquals(6, result.get("members").getAsInt());
        // By hand, for each of two networks: 3*3*1*4+4 and 12*12*4*8+8 and 8+1
        assertEquals(2 * (40 + 4616 + 9), result.get("parameters").getAsInt());
        int epochs = result.get("epochs").getAsInt();
        // A quarter of 20 epochs, or all; a sixteenth would be 40 mini-batches.
        assertTrue(List.of(5, 20).contains(epochs), epochs + " epochs");
        assertEquals(epochs, result.get("best_epoch").getAsInt(), "with a cosine no training is cut short");
        // Also where a longer training was tried after the one that was kept.
        assertEquals(epochs + 1, Files.readAllLines(models.resolve("history.csv")).size());
        assertEquals(144, result.getAsJsonObject("out_of_fold").get("nuclei").getAsInt());
        assertTrue(result.getAsJsonObject("out_of_fold").getAsJsonObject("balanced_accuracy").has("low95"));
        assertFalse(result.has("test") || result.has("validation"), "every nucleus was trained on");
        List<String> decisions = strings(result.getAsJsonArray("decisions"));
        assertTrue(decisions.get(0).matches("the networks were trained for " + epochs + " epochs?, chosen by .*"),
                decisions.toString());
        assertEquals("the classifier is made of networks and measurements together", decisions.get(1));
        assertEquals(2, decisions.size());
        assertTrue(trained.out().contains("2 networks " + TinyModel.NETWORK
                + ", 2 logistic regressions and 2 random forests of the measurements"), trained.out());
        assertTrue(trained.out().contains(UNSEEN), trained.out());
        decisions.forEach(line -> assertTrue(trained.out().contains(line), trained.out()));
        String report = Files.readString(models.resolve("report.html"));
        assertTrue(report.contains(UNSEEN), report);
        assertTrue(report.contains("What was chosen"), report);
        NucleusClassifier classifier = ModelFile.read(model(models));
        assertEquals(2, classifier.networks().size());
        assertEquals("2", classifier.provenance().training().get("members"));
    }

    /** Three fields are about 72 nuclei of each class: there is nothing to advise unless the members disagree. */
    @Test
    void adviceIsTheFirstThingThatIsSaid() throws IOException {
        List<String> advice = strings(TinyModel.json(models.resolve("train.json")).getAsJsonArray("advice"));
        assertTrue(advice.stream().noneMatch(line -> line.contains("Too few nuclei")), advice.toString());
        // The first field's, of which the table keeps 8 of one class.
        List<String> few = new ArrayList<>();
        int clumped = 0;
        for (String row : truth("(image|field_0[12]).*")) {
            if (!row.endsWith(",clumped") || clumped++ < 8) {
                few.add(row);
            }
        }
        Ran ran = train(Files.write(folder.resolve("few.csv"), few), folder, "--classifier", "MEASUREMENTS",
                "--members", 2);
        assertEquals(0, ran.exitCode(), ran.err());
        String said = "Too few nuclei of \"clumped\" to rely on: there are 8. Label 22 more of them next.";
        assertEquals(said, ran.out().lines().findFirst().orElseThrow());
        assertEquals(said, TinyModel.json(folder.resolve("train.json")).getAsJsonArray("advice").get(0).getAsString());
        String report = Files.readString(folder.resolve("report.html"));
        assertTrue(report.indexOf("What to label next") > 0
                && report.indexOf("What to label next") < report.indexOf(UNSEEN), report);
    }

    /** No network is trained: there are no epochs, whatever an earlier training left in the folder. */
    @Test
    void measurementsHaveNoEpochs() throws IOException {
        Files.writeString(folder.resolve("history.csv"), "an earlier training's");
        Files.writeString(folder.resolve("learning-curve.png"), "an earlier training's");
        Ran ran = train(points, folder, "--classifier", "MEASUREMENTS", "--members", 3);
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(List.of("model.nucleoscope.zip", "report.html", "train.json"), names(folder));
        JsonObject result = TinyModel.json(folder.resolve("train.json"));
        assertEquals(6, result.get("members").getAsInt());
        assertEquals(0, result.get("parameters").getAsInt());
        assertEquals(0, result.get("epochs").getAsInt());
        assertFalse(result.has("history"), "there is no such file");
        assertEquals(144, result.getAsJsonObject("out_of_fold").get("nuclei").getAsInt());
        assertFalse(ran.out().contains("epoch"), ran.out());
        assertFalse(Files.readString(folder.resolve("report.html")).contains("Learning curve"));
        byte[] before = Files.readAllBytes(model(folder));
        ran = train(points, folder, "--classifier", "MEASUREMENTS", "--members", 3, "--resume");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("already complete: there is nothing to resume"), ran.out());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(model(folder))));
        ran = Ran.nucleoscope("info", model(folder), "--json", folder.resolve("info.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("made of: 3 logistic regressions and 3 random forests of the measurements; "
                + "the answer is the mean of their probabilities"), ran.out());
        assertFalse(ran.out().contains("answers of networks"), ran.out());
        assertTrue(TinyModel.json(folder.resolve("info.json")).has("description"));
    }

    @Test
    void infoSaysWhatTheModelIsMadeOf() {
        Ran ran = Ran.nucleoscope("info", model(models), "--no-timing");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("made of: 2 networks " + TinyModel.NETWORK + ", 2 logistic regressions and 2 "
                + "random forests of the measurements; the answer is the mean of their probabilities, in which networks"
                + " count half"), ran.out());
        assertTrue(ran.out().contains("answers of networks for each nucleus: the mean over its flips and quarter"
                + " turns"), ran.out());
        assertTrue(ran.out().contains("measured on all nuclei that were trained on, each judged by members that had not"
                + " seen it: 144 nuclei of 3 source images"), ran.out());
        assertTrue(ran.out().contains("parameters: "), "the layers of one of the networks: " + ran.out());
    }

    @Test
    void itsModelClassifiesAndIsEvaluated() throws IOException {
        Ran ran = Ran.nucleoscope("classify", model(models), TinyModel.IMAGES.resolve("field_11.tif"), "-o",
                folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("c/results.csv"));
        assertTrue(rows.size() > 40, rows.toString());
        int first = List.of(rows.get(0).split(",")).indexOf("P(clumped)");
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            // Written with four digits.
            assertEquals(1, Double.parseDouble(cells[first]) + Double.parseDouble(cells[first + 1]), 2e-4, row);
        }
        Path table = Files.write(folder.resolve("held-out.csv"), truth("(image|field_12).*"));
        ran = Ran.nucleoscope("evaluate", model(models), table, "--images", TinyModel.IMAGES, "--json",
                folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(48, TinyModel.json(folder.resolve("e.json")).get("nuclei").getAsInt());
    }

    @Test
    void optionsOfASingleNetworkAreRefusedInOneLineBeforeAnythingIsRead() {
        Ran ran = Ran.nucleoscope("train", "no/such.csv", "-o", folder, "--validation", 0.2);
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("--validation is for --members 1"), ran.err());
        ran = Ran.nucleoscope("train", "no/such.csv", "-o", folder, "--patience", 5);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("--patience is for --members 1 or --schedule CONSTANT"), ran.err());
    }
}
