package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many images in one command. */
class BatchesTest {

    @TempDir
    private static Path models;
    private static TinyModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        model = TinyModel.train(models);
    }

    @Test
    void oneBadFileIsReportedAndTheOthersAreDone() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(TinyModel.IMAGES.resolve("field_01.tif"), images.resolve("a.tif"));
        Files.writeString(images.resolve("b.png"), "this is no image");
        Files.copy(TinyModel.IMAGES.resolve("field_02.tif"), images.resolve("c.tif"));
        Ran ran = Ran.nucleoscope("segment", images, "-o", folder.resolve("s"), "--json", folder.resolve("s.json"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("b.png"), ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("s/labels/c.tif")));
        assertEquals(1, TinyModel.json(folder.resolve("s.json")).getAsJsonArray("failures").size());

        ran = Ran.nucleoscope("classify", model.file(), images, "-o", folder.resolve("c"));
        assertEquals(2, ran.exitCode());
        assertEquals(2, ran.err().split("b\\.png").length, "named once: " + ran.err());
        assertTrue(ran.err().contains("1 of 3 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("c/overlays/c.tif")));
    }

    @Test
    void imagesOfOneNameAreAllDone() throws IOException {
        for (String plate : List.of("plate1", "plate2")) {
            Path images = Files.createDirectory(folder.resolve(plate));
            Files.copy(TinyModel.IMAGES.resolve("field_01.tif"), images.resolve("well.tif"));
        }
        Ran ran = Ran.nucleoscope("segment", folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("s"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("2 images"), ran.out());
        assertTrue(Files.exists(folder.resolve("s/labels/plate1_well.tif.tif")));
        assertTrue(Files.exists(folder.resolve("s/labels/plate2_well.tif.tif")));
        ran = Ran.nucleoscope("classify", model.file(), folder.resolve("plate1"), folder.resolve("plate2"), "-o",
                folder.resolve("c"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Files.readAllLines(folder.resolve("c/summary.csv")).get(2).startsWith("plate2/well.tif,"));
    }
}
