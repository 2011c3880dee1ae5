package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nucleoscope.check.PlantedSet;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} as users call it. */
class CheckCommandTest {

    private static final String TINY = "4conv3x3 - mp4x4 - fc8 - o";

    @TempDir
    private Path folder;

    private Ran check(Path data, Object... more) {
        Object[] args = new Object[10 + more.length];
        System.arraycopy(new Object[] {"check", data, "--network", TINY, "--folds", 2, "--steps", 2, "-o",
            folder.resolve("out")}, 0, args, 0, 10);
        System.arraycopy(more, 0, args, 10, more.length);
        return Ran.nucleoscope(args);
    }

    private static void assertRefused(Ran ran, String... parts) {
        assertEquals(2, ran.exitCode(), ran.err() + ran.out());
        String last = ran.err().lines().reduce((a, b) -> b).orElseThrow();
        for (String part : parts) {
            assertTrue(last.contains(part), ran.err());
        }
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    /** Content of all files by path. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void aCheckLeavesAPageATableJsonAndACleanedCopy() throws IOException {
        Path data = folder.resolve("data");
        PlantedSet planted = new PlantedSet(2, true, 1).copy(6).blank(4, true).write(data);
        Files.writeString(data.resolve("clumped/broken.png"), "this is no image");
        Map<String, String> before = contents(data);
        Path clean = folder.resolve("clean");
        Ran ran = check(data, "--clean", clean, "--json", folder.resolve("c.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(before, contents(data), "the original is as it was");
        String page = Files.readString(folder.resolve("out/check.html"));
        assertTrue(page.contains("Correct this set before you train"), ran.out());
        assertTrue(page.contains("data:image/png;base64,"));
        assertFalse(page.contains("http://") || page.contains("https://"), "self-contained");
        List<String> rows = Files.readAllLines(folder.resolve("out/findings.csv"));
        assertEquals("severity,finding,crop,class,file,detail,evidence,what_to_do", rows.get(0));
        for (String blank : planted.blanks) {
            assertEquals(1, rows.stream().filter(row -> row.contains(",no-nucleus,") && row.contains(blank)).count());
        }
        assertTrue(rows.stream().anyMatch(row -> row.contains("broken.png")), "the broken file is named");
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("c.json"))).getAsJsonObject();
        assertEquals(planted.size(), json.get("crops").getAsInt());
        assertEquals(3, json.getAsJsonArray("networks").size());
        assertEquals("severe", json.getAsJsonArray("findings").get(0).getAsJsonObject().get("severity").getAsString());
        // 4 blanks, and of 6 pairs of copies the 4 that are the same pixels: each third one is brighter.
        assertEquals(8, json.getAsJsonObject("cleaned").getAsJsonObject("left_out").size());
        Map<String, String> copied = contents(clean);
        assertEquals(planted.size() - 8, copied.size());
        copied.forEach((name, content) -> assertEquals(before.get(name), content, name));
    }

    @Test
    void wholeImagesWithPointsAreCheckedToo() throws IOException {
        Path table = folder.resolve("points.csv");
        List<String> rows = Files.readAllLines(Path.of("test-images/truth.csv"));
        rows.removeIf(row -> !row.startsWith("image") && !row.startsWith("field_01") && !row.startsWith("field_02"));
        Files.write(table, rows);
        Ran ran = check(table, "--images", Path.of("test-images/images").toAbsolutePath(), "--held-out", table);
        assertEquals(0, ran.exitCode(), ran.err());
        assertFalse(ran.out().contains("no nucleus"), ran.out());
        assertTrue(ran.out().contains("held-out crops are of images that are in the training set"), ran.out());
        assertTrue(ran.out().contains("are in the training set and held out"), ran.out());
    }

    /** The copy is a folder of annotated images, which is read as what it was made of. */
    @Test
    void aCleanedCopyOfWholeImagesHasTheOutlinesThatAreKept() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/sub"));
        List<String> truth = Files.readAllLines(Path.of("test-images/truth.csv"));
        List<String> rows = new ArrayList<>(truth.subList(0, 1));
        for (String row : truth) {
            if (row.startsWith("field_01.tif") || row.startsWith("field_02.tif")) {
                rows.add("sub/" + row);
            }
            if (row.startsWith("field_01.tif")) {
                rows.add(row.replace("field_01.tif", "twin.tif"));
            }
        }
        Path table = Files.write(folder.resolve("points.csv"), rows);
        for (String name : List.of("field_01.tif", "field_02.tif")) {
            Files.copy(Path.of("test-images/images").resolve(name), images.resolve(name));
        }
        Files.copy(images.resolve("field_01.tif"), folder.resolve("images/twin.tif"));
        Map<String, String> before = contents(folder.resolve("images"));
        Path clean = folder.resolve("clean");
        Ran ran = check(table, "--images", folder.resolve("images"), "--clean", clean, "--json",
                folder.resolve("c.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(before, contents(folder.resolve("images")), "the original is as it was");
        JsonObject cleaned = JsonParser.parseString(Files.readString(folder.resolve("c.json"))).getAsJsonObject()
                .getAsJsonObject("cleaned");
        assertTrue(cleaned.getAsJsonObject("left_out").keySet().stream().allMatch(name -> name.startsWith("twin.tif")),
                cleaned.toString());
        assertEquals(Set.of("sub__field_01.tif", "sub__field_01_ROIs.zip", "sub__field_02.tif",
                "sub__field_02_ROIs.zip"), contents(clean).keySet());
        TrainingSet of = read(table, folder.resolve("images"));
        TrainingSet again = read(clean, null);
        assertEquals(cleaned.get("copied").getAsInt(), again.dataset().size());
        assertEquals(of.dataset().classNames(), again.dataset().classNames());
        assertEquals(crops(of).stream().filter(crop -> !crop.startsWith("twin")).toList(),
                crops(again).stream().map(crop -> crop.replace("sub__", "sub/")).toList());
    }

    private static TrainingSet read(Path data, Path images) throws IOException {
        return TrainingSource.of(data, images, false, ReadSettings.forTraining(CropSettings.DEFAULT,
                SegmentationMethods.byDefault(Colour.LUMINANCE),
                SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
    }

    /** Image, class and pixels of each crop, sorted. */
    private static List<String> crops(TrainingSet set) {
        return set.dataset().crops().stream().map(crop -> crop.crop().source() + " " + crop.classIndex() + " "
                + Arrays.hashCode(crop.crop().values())).sorted().toList();
    }

    @Test
    void oneCropOfEachClassGetsAnAnswer() throws IOException {
        Path data = folder.resolve("data");
        new PlantedSet(1, false, 1).write(data);
        for (String name : List.of("clumped", "fine")) {
            try (Stream<Path> files = Files.list(data.resolve(name))) {
                for (Path file : files.sorted().skip(1).toList()) {
                    Files.delete(file);
                }
            }
        }
        Ran ran = check(data);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("has only 1 crop"), ran.out());
        assertTrue(ran.out().contains("Not checked"), ran.out());
    }

    @Test
    void whatCannotBeCheckedIsRefusedInOneLine() throws IOException {
        Path data = folder.resolve("data");
        new PlantedSet(1, false, 1).write(data);
        assertRefused(check(folder.resolve("none")), "none");
        assertRefused(check(Files.createDirectories(folder.resolve("empty"))), "empty");
        Files.createDirectories(folder.resolve("hollow/a"));
        Files.createDirectories(folder.resolve("hollow/b"));
        assertRefused(check(folder.resolve("hollow")), "no labelled nucleus");
        Files.createDirectories(folder.resolve("one"));
        Files.move(data.resolve("clumped"), folder.resolve("one/clumped"));
        assertRefused(check(folder.resolve("one")), "only the class");
        Path whole = Files.createDirectories(folder.resolve("whole"));
        for (String name : List.of("a", "b")) {
            Files.createDirectories(whole.resolve(name));
            Files.copy(Path.of("test-images/images/field_01.tif"), whole.resolve(name).resolve("1.tif"));
        }
        assertRefused(check(whole, "--segment", "--clean", whole.resolve("clean")), "lie inside each other");
        assertRefused(check(folder.resolve("one"), "--clean", folder.resolve("one/clean")), "lie inside each other");
        assertRefused(Ran.nucleoscope("check", data, "--folds", 1), "folds 1");
    }

    /** For truncated, overwritten or empty files it fails with a message of one line, if at all. */
    @Test
    void brokenFilesAreReportedAndTheOthersChecked() throws IOException {
        Path data = folder.resolve("data");
        new PlantedSet(1, true, 1).write(data);
        Random random = new Random(9);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int way = random.nextInt(6);
                if (way == 0) {
                    Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                } else if (way == 1) {
                    for (int i = 0; i < 5; i++) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    Files.write(file, bytes);
                }
            }
        }
        Ran ran = check(data);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("a warning about the files"), ran.out());
    }
}
