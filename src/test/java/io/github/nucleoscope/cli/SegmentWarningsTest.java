package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonArray;
import ij.ImagePlus;
import ij.ImageStack;
import io.github.nucleoscope.SuspiciousImage;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with an image is said by the command line. */
class SegmentWarningsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsWrongIsSaidInOneLine(SuspiciousImage suspicious) throws IOException {
        Path file = folder.resolve("cells.tif");
        ImageFiles.saveTiff(suspicious.image(), file);
        Ran ran = Ran.nucleoscope("segment", file, "-o", folder.resolve("out"), "--json", folder.resolve("s.json"));
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> lines = ran.err().lines().toList();
        assertEquals(1, lines.size(), ran.err());
        assertTrue(lines.get(0).startsWith("nucleoscope: warning: cells: "), ran.err());
        assertTrue(lines.get(0).contains(suspicious.warning()), ran.err());
        JsonArray warnings = TinyModel.json(folder.resolve("s.json")).getAsJsonObject("warnings")
                .getAsJsonArray("cells");
        assertEquals(1, warnings.size());
    }

    @Test
    void theOptionOfTheCommandLineIsNamed() throws IOException {
        Path file = folder.resolve("cells.tif");
        ImageFiles.saveTiff(SuspiciousImage.WRONG_POLARITY.image(), file);
        Ran ran = Ran.nucleoscope("segment", file, "-o", folder.resolve("out"));
        assertTrue(ran.err().strip().endsWith("choose dark nuclei (--dark)"), ran.err());
    }

    /** Three planes that are saturated, not by the same share of their pixels, and a blurred one. */
    @Test
    void theWarningsOfAStackAreOneOfEachKind() throws IOException {
        ImageStack stack = new ImageStack();
        for (int i = 0; i < 3; i++) {
            ImagePlus plane = SuspiciousImage.SATURATED.image();
            plane.getProcessor().setColor(20);
            plane.getProcessor().fillRect(0, 0, 64 * i, 64);
            stack.addSlice(plane.getProcessor());
        }
        stack.addSlice(SuspiciousImage.BLURRED.image().getProcessor());
        Path file = folder.resolve("stack.tif");
        ImageFiles.saveTiff(new ImagePlus("stack", stack), file);
        Ran ran = Ran.nucleoscope("segment", file, "-o", folder.resolve("out"));
        List<String> lines = ran.err().lines().toList();
        assertEquals(2, lines.size(), ran.err());
        assertTrue(lines.get(0).contains("saturated at 255") && lines.get(0).endsWith("(in 3 of 4 planes)"), ran.err());
        assertTrue(lines.get(1).contains("blurred") && lines.get(1).endsWith("(in 1 of 4 planes)"), ran.err());
    }

    @Test
    void classifySaysItToo() throws IOException {
        TinyModel model = TinyModel.train(folder);
        Path file = folder.resolve("cells.tif");
        ImageFiles.saveTiff(SuspiciousImage.WRONG_POLARITY.image(), file);
        Ran ran = Ran.nucleoscope("classify", model.file(), file, "-o", folder.resolve("out"));
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("cells.tif: " + SuspiciousImage.WRONG_POLARITY.warning() + " (--dark)"),
                ran.err());
    }
}
