package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.nucleoscope.Main;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.RoiZip;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classification by the command line. */
class ClassifyTest {

    @TempDir
    private static Path models;
    private static TinyModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        model = TinyModel.train(models);
    }

    /** Fields with a blank channel before or after the one that holds the nuclei. */
    private Path composites(String name, boolean blankFirst) throws IOException {
        Path images = Files.createDirectory(folder.resolve(name));
        for (String field : List.of("field_01.tif", "field_02.tif", "field_03.tif")) {
            ImagePlus grey = ImageFiles.read(TinyModel.IMAGES.resolve(field));
            ImageStack channels = new ImageStack(grey.getWidth(), grey.getHeight());
            channels.addSlice("DAPI", grey.getProcessor());
            channels.addSlice("blank", new ByteProcessor(grey.getWidth(), grey.getHeight()), blankFirst ? 0 : 1);
            ImagePlus composite = new ImagePlus(field, channels);
            composite.setDimensions(2, 1, 1);
            composite.setOpenAsHyperStack(true);
            ImageFiles.saveTiff(composite, images.resolve(field));
        }
        return images;
    }

    @Test
    void theModelKnowsItsChannelByName() throws IOException {
        Path images = composites("images", true);
        Ran ran = Ran.nucleoscope("train", model.data(), "--images", images, "--channel", "dapi", "--network", "o",
                "--normalise", "CHANNEL", "--members", 1, "--epochs", 1, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        Path others = composites("others", false);
        ran = Ran.nucleoscope("classify", folder.resolve("model.nucleoscope.zip"), others, "-o", folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/results.csv")).size() > 100, ran.out());
        ran = Ran.nucleoscope("classify", folder.resolve("model.nucleoscope.zip"), TinyModel.IMAGES, "-o",
                folder.resolve("grey"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("there is no channel 'dapi' in field_01.tif"), ran.err());
    }

    @Test
    void theModelKnowsItsChannel() throws IOException {
        Path images = composites("images", true);
        Ran ran = Ran.nucleoscope("train", model.data(), "--images", images, "--channel", 2,
                "--network", TinyModel.NETWORK, "--normalise", "CHANNEL", "--members", 1, "--epochs", 1, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        ran = Ran.nucleoscope("classify", folder.resolve("model.nucleoscope.zip"), images, "-o", folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/results.csv")).size() > 100, ran.out());
    }

    private short[] labels(String file) throws IOException {
        return (short[]) ImageFiles.read(folder.resolve(file)).getProcessor().getPixels();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "CLASSICAL"})
    void theNucleiAreThoseThatSegmentFindsByTheModelsMethod(String method) throws IOException {
        Ran ran = Ran.nucleoscope("train", model.data(), "--images", TinyModel.IMAGES, "--method", method, "--network",
                "o", "--normalise", "CHANNEL", "--members", 1, "--epochs", 1, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        Path image = TinyModel.IMAGES.resolve("field_10.tif");
        ran = Ran.nucleoscope("classify", folder.resolve("model.nucleoscope.zip"), image, "-o", folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        ran = Ran.nucleoscope("segment", image, "--method", method, "-o", folder.resolve("s"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertArrayEquals(labels("s/labels/field_10.tif"), labels("c/labels/field_10.tif"));
        // And not by the other one.
        ran = Ran.nucleoscope("segment", image, "--method", method.equals("CLASSICAL") ? "AUTOMATIC" : "CLASSICAL",
                "-o", folder.resolve("other"));
        assertFalse(Arrays.equals(labels("other/labels/field_10.tif"), labels("c/labels/field_10.tif")), ran.err());
    }

    private Path modelThatFindsNuclei(Optional<Segmentation> segmentation) throws IOException {
        NucleusClassifier tiny = ModelFile.read(model.file());
        Preparation own = tiny.preparation();
        Path file = folder.resolve("other.nucleoscope.zip");
        ModelFile.write(new NucleusClassifier(tiny.network(), tiny.classes(),
                new Preparation(own.crops(), segmentation, own.pixelSize(), own.signal()), tiny.provenance()), file);
        return file;
    }

    private static long count(String said, Ran ran) {
        assertEquals(0, ran.exitCode(), ran.err());
        return ran.err().lines().filter(line -> line.contains(said)).count();
    }

    private Path masks() throws IOException {
        Path masks = Files.createDirectory(folder.resolve("masks"));
        for (String name : List.of("field_10.tif", "field_11.tif")) {
            ImagePlus labels = ImageFiles.read(TinyModel.LABELS.resolve(name));
            labels.getProcessor().threshold(0);
            ImageFiles.saveTiff(labels, masks.resolve(name));
        }
        return masks;
    }

    /** One label for all nuclei. */
    @Test
    void masksAreNoLabelImages() throws IOException {
        Path masks = masks();
        Path image = TinyModel.IMAGES.resolve("field_10.tif");
        assertEquals(1, count("field_10.tif': its one label is in ", Ran.nucleoscope("classify", model.file(), image,
                "--labels", masks, "-o", folder.resolve("c"))));
        assertEquals(2, count("its one label is in ", Ran.nucleoscope("evaluate", "--labels", TinyModel.LABELS,
                "--truth", masks)));
        Ran ran = Ran.nucleoscope("train-segmentation", masks, masks, "-o", folder.resolve("t"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("its label image is not a label image: its one label is in "), ran.err());
    }

    /** Once, however many images there are; and not where nuclei are given. */
    @Test
    void whatIsToBeKnownOfHowNucleiAreFoundIsSaidOnce() throws IOException {
        List<Object> images = List.of(TinyModel.IMAGES.resolve("field_10.tif"),
                TinyModel.IMAGES.resolve("field_11.tif"));
        Optional<Segmentation> before = Optional.of(new Segmentation(Method.AUTOMATIC, SegmentationSettings.DEFAULT,
                Optional.of(SegmentationNetwork.builtIn("0".repeat(64)))));
        for (Optional<Segmentation> segmentation : List.of(before, Optional.<Segmentation>empty())) {
            Path file = modelThatFindsNuclei(segmentation);
            String said = segmentation.isPresent() ? "finds nuclei with a different network" : "ready-made crops";
            assertEquals(1, count(said, Ran.nucleoscope("classify", file, images.get(0), images.get(1), "-o",
                    folder.resolve("c"))));
            assertEquals(0, count(said, Ran.nucleoscope("classify", file, images.get(0), images.get(1), "--labels",
                    TinyModel.LABELS, "-o", folder.resolve("given"))));
            assertEquals(0, count(said, Ran.nucleoscope("classify", file, images.get(0), "--method", "classical", "-o",
                    folder.resolve("other"))));
            assertEquals(1, count(said, Ran.nucleoscope("evaluate", file, model.data(), "--images",
                    TinyModel.IMAGES)));
            assertEquals(0, count(said, Ran.nucleoscope("evaluate", file, model.data(), "--images",
                    TinyModel.IMAGES, "--method", "classical")));
        }
        Ran ran = Ran.nucleoscope("train", folder.resolve("c/results.csv"), "--images", TinyModel.IMAGES, "-o",
                folder.resolve("t"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("this is a table of predictions"), ran.err());
    }

    /** The second ROI is outside, the third covered: both are named, and the others have their numbers as labels. */
    @Test
    void classifyTakesNucleiFromRoiFilesAndOverlays() throws IOException {
        List<Roi> rois = List.of(new Roi(20, 20, 30, 30), new Roi(9000, 0, 5, 5), new Roi(30, 30, 5, 5),
                new OvalRoi(80, 80, 25, 25));
        Path given = Files.createDirectory(folder.resolve("given"));
        RoiZip.write(given.resolve("field_11_ROIs.zip"), rois.stream().map(RoiZip.Entry::of).toList());
        ImagePlus image = ImageFiles.read(TinyModel.IMAGES.resolve("field_11.tif"));
        image.setOverlay(new Overlay());
        rois.forEach(image.getOverlay()::add);
        Path withOverlay = folder.resolve("field_11.tif");
        ImageFiles.saveTiff(image, withOverlay);
        for (Object[] outlines : new Object[][] {{TinyModel.IMAGES.resolve("field_11.tif"), "--labels", given},
            {withOverlay, "--overlay"}}) {
            List<Object> words = new ArrayList<>(List.of("classify", model.file(), "-o", folder.resolve("c")));
            words.addAll(List.of(outlines));
            Ran ran = Ran.nucleoscope(words.toArray());
            assertEquals(0, ran.exitCode(), ran.err());
            assertTrue(ran.err().contains("field_11.tif: ROI 2: left out, no pixel of it is in the image"), ran.err());
            assertTrue(ran.err().contains("field_11.tif: ROI 3: left out, covered by earlier ones"), ran.err());
            assertEquals(List.of("1", "4"), Files.readAllLines(folder.resolve("c/results.csv")).stream().skip(1)
                    .map(row -> row.split(",")[1]).toList());
            Files.delete(folder.resolve("c/results.csv"));
        }
        // Where Annotate Nuclei puts its file: the image beside it is no label image.
        Files.copy(TinyModel.IMAGES.resolve("field_11.tif"), given.resolve("field_11.tif"));
        Ran beside = Ran.nucleoscope("classify", model.file(), given.resolve("field_11.tif"), "--labels", given, "-o",
                folder.resolve("beside"));
        assertEquals(0, beside.exitCode(), beside.err());
        assertEquals(3, Files.readAllLines(folder.resolve("beside/results.csv")).size());
        Ran ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES.resolve("field_11.tif"), "--overlay", "-o",
                folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("its overlay is empty"), ran.err());
    }

    /** The nuclei are those of the truth, label by label; an image without a label image is left out. */
    @Test
    void classifyTakesNucleiFromLabelImages() throws IOException {
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.copy(TinyModel.LABELS.resolve("field_11.tif"), given.resolve("field_11.tif"));
        Ran ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES.resolve("field_11.tif"),
                TinyModel.IMAGES.resolve("field_12.tif"), "--labels", given, "-o", folder.resolve("c"));
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("field_12.tif: there is no label image named 'field_12'"), ran.err());
        Set<Integer> truth = new TreeSet<>();
        for (IntType label : Views.iterable(LabelImages.fromImagePlus(
                ImageFiles.read(TinyModel.LABELS.resolve("field_11.tif")), 1, 1))) {
            truth.add(label.get());
        }
        truth.remove(0);
        assertEquals(List.copyOf(truth), Files.readAllLines(folder.resolve("c/results.csv")).stream().skip(1)
                .map(row -> Integer.valueOf(row.split(",")[1])).toList());
        ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES, "--labels", given, "--dark", "-o",
                folder.resolve("d"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("leave out the options"), ran.err());
        ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES, "--labels", folder.resolve("c/labels"), "-o",
                folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("the results would replace these label images"), ran.err());
    }

    @Test
    void anOverlayThatWasChangedIsNotReplaced() throws IOException {
        Object[] words = {"classify", model.file(), TinyModel.IMAGES.resolve("field_11.tif"), "-o", folder};
        assertEquals(0, Ran.nucleoscope(words).exitCode());
        assertEquals(0, Ran.nucleoscope(words).exitCode());
        Path file = folder.resolve("overlays/field_11.tif");
        ImagePlus image = ImageFiles.read(file);
        image.getOverlay().get(0).setGroup(2);
        image.getOverlay().get(0).setName("corrected by me");
        ImageFiles.saveTiff(image, file);
        String table = Files.readString(folder.resolve("results.csv"));
        Ran ran = Ran.nucleoscope(words);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains(file + ": would be replaced"), ran.err());
        assertEquals("corrected by me", ImageFiles.read(file).getOverlay().get(0).getName());
        assertEquals(table, Files.readString(folder.resolve("results.csv")));
    }

    @Test
    void classifyWritesTablesOverlaysAndLabels() throws IOException {
        Ran ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES.resolve("field_11.tif"),
                TinyModel.IMAGES.resolve("field_12.tif"), "-o", folder, "--json", folder.resolve("c.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(folder.resolve("results.csv"));
        assertEquals("Image,Label,Class,Confidence,P(clumped),P(fine),X,Y,Z,T,Area,Mean,Model", rows.get(0));
        JsonObject result = TinyModel.json(folder.resolve("c.json"));
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
    void theStandardOutputHoldsResultsOnly() throws Exception {
        // Reading ROIs with groups makes ImageJ complain of a missing colour table on the standard output.
        Ran ran = Ran.nucleoscope("classify", model.file(), TinyModel.IMAGES.resolve("field_11.tif"), "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "train", folder.resolve("overlays")
                .toString(), "--members", "1", "--epochs", "1", "--network", TinyModel.NETWORK, "--normalise",
                "CHANNEL", "-o", folder.resolve("again").toString()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertFalse(out.contains("LUT") || err.contains("LUT"), out + err);
        assertFalse(out.contains("INFO") || err.contains("INFO"), out + err);
    }
}
