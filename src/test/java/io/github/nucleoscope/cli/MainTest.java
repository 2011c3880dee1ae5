package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.synthetic.TestImages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as users call it, on the project's own test images. */
class MainTest {

    private static final Path IMAGES = Path.of("test-images/images");
    private static final Path LABELS = Path.of("test-images/labels");
    private static final String TINY = "4conv3x3 - mp4x4 - fc8 - o";

    @TempDir
    private static Path models;
    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainATinyModel() throws IOException {
        Path table = models.resolve("points.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image") && !row.startsWith("field_01") && !row.startsWith("field_02")
                && !row.startsWith("field_03"));
        Files.write(table, rows);
        Ran ran = Ran.nucleoscope("train", table, "--images", IMAGES, "--network", TINY, "--epochs", 2, "--size", 48,
                "-o", models.resolve("model"), "--json", models.resolve("train.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        model = models.resolve("model/model.nucleoscope.zip");
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void trainingLeavesAModelACurveATableAndAReport() throws IOException {
        for (String name : List.of("model.nucleoscope.zip", "history.csv", "learning-curve.png", "report.html")) {
            assertTrue(Files.size(models.resolve("model").resolve(name)) > 0, name);
        }
        assertEquals(3, Files.readAllLines(models.resolve("model/history.csv")).size());
        JsonObject result = json(models.resolve("train.json"));
        assertEquals(2, result.get("epochs").getAsInt());
        assertEquals("[\"clumped\",\"fine\"]", result.get("classes").toString());
        // By hand: 3*3*1*4+4 and 12*12*4*8+8 and 8+1
        assertEquals(40 + 4616 + 9, result.get("parameters").getAsInt());
        assertTrue(result.getAsJsonObject("test").getAsJsonObject("accuracy").has("low95"));
    }

    @Test
    void segmentWritesLabelsThatEvaluateJudges() throws IOException {
        Path image = IMAGES.resolve(TestImages.fileName(10));
        Ran ran = Ran.nucleoscope("segment", image, "-o", folder, "--json", folder.resolve("s.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("", ran.err());
        ImagePlus labels = ImageFiles.read(folder.resolve("labels").resolve(TestImages.fileName(10)));
        assertEquals(16, labels.getBitDepth());
        int nuclei = json(folder.resolve("s.json")).get("nuclei").getAsInt();
        assertEquals(nuclei, (int) labels.getStatistics().max);
        assertTrue(ran.out().startsWith(nuclei + " nuclei in 1 images"), ran.out());

        Path truth = Files.createDirectory(folder.resolve("truth"));
        Files.copy(LABELS.resolve(TestImages.fileName(10)), truth.resolve(TestImages.fileName(10)));
        ran = Ran.nucleoscope("evaluate", "--labels", folder.resolve("labels"), "--truth", truth, "--json",
                folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject half = json(folder.resolve("e.json")).getAsJsonArray("scores").get(0).getAsJsonObject();
        assertEquals(0.5, half.get("iou").getAsDouble());
        assertTrue(half.get("average_precision").getAsDouble() > 0.9, half.toString());
        assertTrue(ran.out().contains("IoU 0.9: AP "), ran.out());
    }

    @Test
    void aTruthAgainstItselfIsPerfectAndAMissingImageIsNamed() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", "--labels", LABELS, "--truth", LABELS);
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("IoU 0.9: AP 1.000"), ran.out());
        Path some = Files.createDirectory(folder.resolve("some"));
        Files.copy(LABELS.resolve("field_01.tif"), some.resolve("field_01.tif"));
        Path truth = Files.createDirectory(folder.resolve("truth"));
        Files.copy(LABELS.resolve("field_01.tif"), truth.resolve("field_01.tif"));
        Files.copy(LABELS.resolve("field_02.tif"), truth.resolve("field_02.tif"));
        ran = Ran.nucleoscope("evaluate", "--labels", some, "--truth", truth);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("field_02"), ran.err());
        assertTrue(ran.out().startsWith("1 of 2 images"), ran.out());
    }

    @Test
    void oneBadFileIsReportedAndTheOthersAreDone() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(IMAGES.resolve("field_01.tif"), images.resolve("a.tif"));
        Files.writeString(images.resolve("b.png"), "this is no image");
        Files.copy(IMAGES.resolve("field_02.tif"), images.resolve("c.tif"));
        Ran ran = Ran.nucleoscope("segment", images, "-o", folder.resolve("s"), "--json", folder.resolve("s.json"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("b.png"), ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("s/labels/c.tif")));
        assertEquals(1, json(folder.resolve("s.json")).getAsJsonArray("failures").size());

        ran = Ran.nucleoscope("classify", model, images, "-o", folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertEquals(2, ran.err().split("b\\.png").length, "named once: " + ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("c/overlays/c.tif")));
    }

    @Test
    void imagesOfOneNameAreAllDone() throws IOException {
        for (String plate : List.of("plate1", "plate2")) {
            Path images = Files.createDirectory(folder.resolve(plate));
            Files.copy(IMAGES.resolve("field_01.tif"), images.resolve("well.tif"));
        }
        Ran ran = Ran.nucleoscope("segment", folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("s"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("2 images"), ran.out());
        assertTrue(Files.exists(folder.resolve("s/labels/plate1_well.tif.tif")));
        assertTrue(Files.exists(folder.resolve("s/labels/plate2_well.tif.tif")));
        ran = Ran.nucleoscope("classify", model, folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/summary.csv")).get(2).startsWith("plate2/well.tif,"));
    }

    @Test
    void evaluatingTheTrainingDataIsPointedOut() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", model, models.resolve("points.csv"), "--images", IMAGES);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("the model was trained on"), ran.err());
        Path other = folder.resolve("other.csv");
        List<String> rows = Files.readAllLines(models.resolve("points.csv"));
        Files.write(other, rows.subList(0, rows.size() - 10));
        ran = Ran.nucleoscope("evaluate", model, other, "--images", IMAGES);
        assertFalse(ran.err().contains("the model was trained on"), ran.err());
    }

    @Test
    void theModelKnowsItsChannel() throws IOException {
        // Channel 1 is blank, channel 2 holds the field.
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String field : List.of("field_01.tif", "field_02.tif", "field_03.tif")) {
            ImagePlus grey = ImageFiles.read(IMAGES.resolve(field));
            ImageStack channels = new ImageStack(grey.getWidth(), grey.getHeight());
            channels.addSlice(new ByteProcessor(grey.getWidth(), grey.getHeight()));
            channels.addSlice(grey.getProcessor());
            ImagePlus composite = new ImagePlus(field, channels);
            composite.setDimensions(2, 1, 1);
            composite.setOpenAsHyperStack(true);
            ImageFiles.saveTiff(composite, images.resolve(field));
        }
        Ran ran = Ran.nucleoscope("train", models.resolve("points.csv"), "--images", images, "--channel", 2,
                "--network", TINY, "--epochs", 1, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        ran = Ran.nucleoscope("classify", folder.resolve("model.nucleoscope.zip"), images, "-o", folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/results.csv")).size() > 100, ran.out());
    }

    @Test
    void aComparisonOfNothingIsNoScore() throws IOException {
        Ran ran = Ran.nucleoscope("evaluate", "--labels", IMAGES, "--truth", Files.createDirectory(
                folder.resolve("empty")));
        assertEquals(2, ran.exitCode());
        Path others = Files.createDirectory(folder.resolve("others"));
        Files.copy(LABELS.resolve("field_01.tif"), others.resolve("another.tif"));
        ran = Ran.nucleoscope("evaluate", "--labels", LABELS, "--truth", others);
        assertEquals(2, ran.exitCode());
        assertEquals("", ran.out());
    }

    /** The nuclei are those of the truth, label by label; an image without a label image is left out. */
    @Test
    void classifyTakesNucleiFromLabelImages() throws IOException {
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.copy(LABELS.resolve("field_11.tif"), given.resolve("field_11.tif"));
        Ran ran = Ran.nucleoscope("classify", model, IMAGES.resolve("field_11.tif"), IMAGES.resolve("field_12.tif"),
                "--labels", given, "-o", folder.resolve("c"));
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("field_12.tif: there is no label image of the name 'field_12'"), ran.err());
        Set<Integer> truth = new TreeSet<>();
        for (IntType label : Views.iterable(LabelImages.fromImagePlus(
                ImageFiles.read(LABELS.resolve("field_11.tif")), 1, 1))) {
            truth.add(label.get());
        }
        truth.remove(0);
        assertEquals(List.copyOf(truth), Files.readAllLines(folder.resolve("c/results.csv")).stream().skip(1)
                .map(row -> Integer.valueOf(row.split(",")[1])).toList());
        ran = Ran.nucleoscope("classify", model, IMAGES, "--labels", given, "--dark", "-o", folder.resolve("d"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("leave out the options"), ran.err());
        ran = Ran.nucleoscope("classify", model, IMAGES, "--labels", folder.resolve("c/labels"), "-o",
                folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("would be replaced"), ran.err());
    }

    @Test
    void classifyWritesTablesOverlaysAndLabels() throws IOException {
        Ran ran = Ran.nucleoscope("classify", model, IMAGES.resolve("field_11.tif"), IMAGES.resolve("field_12.tif"),
                "-o", folder, "--json", folder.resolve("c.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("results.csv"));
        assertEquals("Image,Label,Class,Confidence,P(clumped),P(fine),X,Y,Z,T,Area,Mean,Model", rows.get(0));
        JsonObject result = json(folder.resolve("c.json"));
        int nuclei = 0;
        for (var count : result.getAsJsonArray("nuclei_per_class")) {
            nuclei += count.getAsInt();
        }
        assertEquals(nuclei, rows.size() - 1);
        // Columns: 0 image, 2 class.
        JsonArray classes = result.getAsJsonArray("classes");
        for (int c = 0; c < 2; c++) {
            String name = classes.get(c).getAsString();
            long inTable = rows.stream().skip(1).filter(row -> row.split(",")[2].equals(name)).count();
            assertEquals(inTable, result.getAsJsonArray("nuclei_per_class").get(c).getAsLong(), name);
            assertTrue(ran.out().contains(inTable + " " + name), ran.out());
            for (JsonElement image : result.getAsJsonArray("images")) {
                String file = image.getAsJsonObject().get("image").getAsString();
                assertEquals(rows.stream().skip(1).map(row -> row.split(","))
                        .filter(row -> row[0].equals(file) && row[2].equals(name)).count(),
                        image.getAsJsonObject().getAsJsonArray("nuclei_per_class").get(c).getAsLong(), file);
            }
        }
        assertEquals(2, result.getAsJsonArray("images").size());
        int rois = 0;
        for (String field : List.of("field_11.tif", "field_12.tif")) {
            rois += ImageFiles.read(folder.resolve("overlays").resolve(field)).getOverlay().size();
            assertTrue(Files.exists(folder.resolve("labels").resolve(field)));
        }
        assertEquals(nuclei, rois);
        assertEquals(3, Files.readAllLines(folder.resolve("summary.csv")).size());
    }

    @Test
    void evaluateMeasuresAModel() throws IOException {
        Path table = folder.resolve("held-out.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image") && !row.startsWith("field_12"));
        Files.write(table, rows);
        Ran ran = Ran.nucleoscope("evaluate", model, table, "--images", IMAGES, "--json", folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = json(folder.resolve("e.json"));
        assertEquals(48, result.get("nuclei").getAsInt());
        assertTrue(ran.out().contains("48 nuclei of 1 source image"), ran.out());
        ran = Ran.nucleoscope("evaluate", model, table, "--images", IMAGES, "--min-area", 100_000);
        assertTrue(ran.err().contains("48 of 48 points lie in no nucleus"), ran.err());
        Files.write(table, rows.stream().map(row -> row.replace("fine", "smooth")).toList());
        ran = Ran.nucleoscope("evaluate", model, table, "--images", IMAGES);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("\"smooth\""), ran.err());
    }

    @Test
    void evaluateSegmentsWholeImagesInFoldersWhereToldTo() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("clumped"));
        Files.createDirectories(data.resolve("fine"));
        Files.copy(IMAGES.resolve("field_10.tif"), data.resolve("clumped/field_10.tif"));
        Files.copy(IMAGES.resolve("field_11.tif"), data.resolve("fine/field_11.tif"));
        long[] nuclei = new long[2];
        for (int i = 0; i < 2; i++) {
            Ran ran = Ran.nucleoscope("segment", data.resolve(List.of("clumped", "fine").get(i)), "-o",
                    folder.resolve("s"), "--json", folder.resolve("s.json"));
            assertEquals(0, ran.exitCode(), ran.err());
            nuclei[i] = json(folder.resolve("s.json")).get("nuclei").getAsLong();
        }
        Ran ran = Ran.nucleoscope("evaluate", model, data, "--segment", "--json", folder.resolve("e.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = json(folder.resolve("e.json"));
        assertEquals(nuclei[0] + nuclei[1], result.get("nuclei").getAsLong());
        assertEquals(2, result.get("images").getAsInt());
        for (int truth = 0; truth < 2; truth++) {
            JsonArray row = result.getAsJsonArray("confusion_truth_in_rows").get(truth).getAsJsonArray();
            assertEquals(nuclei[truth], row.get(0).getAsLong() + row.get(1).getAsLong(), "class " + truth);
        }
        // Without the option the files are crops, and these are far too large for that.
        ran = Ran.nucleoscope("evaluate", model, data);
        assertEquals(2, ran.exitCode(), ran.out());
        assertTrue(ran.err().contains("have them segmented"), ran.err());
    }

    @Test
    void benchmarkMeasuresTrainingAndPrediction() throws IOException {
        Ran ran = Ran.nucleoscope("benchmark", "--network", TINY, "fc3 - o", "--size", 16, "--batch", 8, "--rounds", 2,
                "--seconds", 0.1, "--json", folder.resolve("b.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        JsonObject result = json(folder.resolve("b.json"));
        assertEquals(16, result.get("size").getAsInt());
        assertEquals(8, result.get("batch").getAsInt());
        assertTrue(ran.out().contains("16x16 crops, mini-batches of 8, 2 rounds of 0.1 s"), ran.out());
        JsonArray networks = result.getAsJsonArray("networks");
        assertEquals(2, networks.size());
        assertEquals(TINY, networks.get(0).getAsJsonObject().get("network").getAsString());
        assertEquals("fc3 - o", networks.get(1).getAsJsonObject().get("network").getAsString());
        for (JsonElement network : networks) {
            for (String what : List.of("train", "predict")) {
                JsonObject speed = network.getAsJsonObject().getAsJsonObject(what + "_crops_per_second");
                assertTrue(speed.get("lowest").getAsDouble() > 0, result.toString());
                // The text has the same speeds, rounded.
                String median = String.format(Locale.ROOT, "%,.0f", speed.get("median").getAsDouble());
                assertTrue(ran.out().lines().anyMatch(line -> line.matches(" +" + what + " +" + median + " \\(.*")),
                        ran.out());
            }
        }
    }

    /** A console that breaks: what is thrown is the fault of neither the user nor the files. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDefectIsAStackTraceAndExitCode1(boolean badArgument) {
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                if (badArgument) {
                    Integer.parseInt("no number"); // an IllegalArgumentException, but not of Nucleoscope's
                }
                throw new IllegalStateException("broken");
            }
        };
        StringWriter err = new StringWriter();
        int exitCode = Main.run(broken, new PrintWriter(err, true), "evaluate", "--labels", LABELS.toString(),
                "--truth", LABELS.toString());
        assertEquals(1, exitCode, err.toString());
        assertTrue(err.toString().contains(badArgument ? "NumberFormatException" : "IllegalStateException: broken"),
                err.toString());
        assertTrue(err.toString().contains("\tat io.github.nucleoscope.cli.EvaluateCommand.call("), err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "|a command is missing",
        "segmentt x|Unmatched",
        "segment|Missing required parameter",
        "segment no-such-folder|no-such-folder: there is no such file",
        "segment test-images/images --threshold Otzu|unknown threshold method 'Otzu'",
        "segment test-images/images --threshold Otsu --sigma -1|blur sigma -1.0",
        "segment test-images/images --sigma 2|add --threshold Otsu",
        "segment test-images/images --sigma much|Invalid value",
        "segment test-images/images --json test-images/README.md/x.json -o target/x|not a folder",
        "train test-images/truth.csv --network 32conv3x3-mp2y2-o|'mp2y2'",
        "train test-images/truth.csv --learning-rate 0|learning rate 0.0",
        "train test-images/truth.csv --size 4|crop size 4",
        "train test-images/truth.csv --weight-decay 2|weight decay 2.0",
        "train test-images/truth.csv --clip -1|gradient clipping -1.0",
        "train test-images/truth.csv --warmup -1|warm-up -1",
        "train test-images/truth.csv --label-smoothing 1|label smoothing 1.0",
        "train test-images/truth.csv --optimiser adagrad|Invalid value",
        "train test-images/truth.csv --augmentation much|Invalid value",
        "train no-such.csv|no-such.csv: there is no such file",
        "train test-images -o target/x|have them segmented",
        "classify no-such.zip test-images/images|no-such.zip",
        "evaluate|give either MODEL and DATA",
        "evaluate --labels test-images|give either MODEL and DATA",
        "benchmark --rounds 0|--rounds",
        "benchmark --size 2000|--size",
        "benchmark --size 1024 --batch 4096|a mini-batch of 4096 crops of 1024x1024x1 is too large",
        "benchmark --seconds 0|--seconds",
        "benchmark --network fc3-o mp2y2-o|'mp2y2'",
        "benchmark --peer tensor|Invalid value",
        "info|Missing required parameter",
        "info 32conv3x3-mp2y2-o|'mp2y2'",
        "info vgg11@0|the width factor",
        "info shallow --input 64|'64' is no shape",
        "info shallow --input 0x64x1|has a side below 1",
        "info vgg11 --input 16x16x1|gets 1x1",
        "info shallow --batch 0|--batch",
        "segment test-images/images --json target -o target/x|name a file for --json",
        "segment test-images/labels -o test-images|would be replaced",
    })
    void badUsageIsOneLineAndExitCode2(String line, String problem) {
        Ran ran = Ran.nucleoscope(line == null ? new Object[0] : line.split(" "));
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(problem), ran.err());
        // A training set may be warned about before it is refused.
        assertEquals(1, ran.err().lines().filter(text -> !text.contains("warning")).count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void helpAndVersionDoNotLoadNd4j() throws Exception {
        for (String option : List.of("--help", "--version", "train --help", "info --help", "benchmark --help",
                "info resnet18 --no-timing")) {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString(), "-verbose:class", "-cp", System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(List.of(option.split(" ")));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), printed);
            assertTrue(printed.contains("picocli.CommandLine"), "class loading is not printed");
            assertFalse(printed.contains("org.nd4j"), option);
        }
    }

    @Test
    void theStandardOutputHoldsResultsOnly() throws Exception {
        // Reading ROIs with groups makes ImageJ complain of a missing colour table on the standard output.
        Ran ran = Ran.nucleoscope("classify", model, IMAGES.resolve("field_11.tif"), "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "train", folder.resolve("overlays")
                .toString(), "--epochs", "1", "--network", TINY, "-o", folder.resolve("again").toString()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertFalse(out.contains("LUT") || err.contains("LUT"), out + err);
        assertFalse(out.contains("INFO") || err.contains("INFO"), out + err);
    }

    /** Not even an administrator can write there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeWrittenToIsSaidBeforeTheTraining() {
        Ran ran = Ran.nucleoscope("train", "test-images/truth.csv", "--images", IMAGES, "-o", "/proc");
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("/proc: nothing can be written to this folder"), ran.err());
    }

    @Test
    void progressSaysHowLongItTakes() {
        assertEquals("segment: 30 of 240 (12 %), 70 s left", Progress.line("segment", 30, 240, 10));
    }

    @Test
    void imagejNeedsADisplay() {
        Ran ran = Ran.nucleoscope("imagej");
        assertEquals(2, ran.exitCode());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("no display"), ran.err());
    }
}
