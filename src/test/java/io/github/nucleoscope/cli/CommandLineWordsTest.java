package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.problem.Correction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineWordsTest {

    @Test
    void eachRemedyHasWordsOfItsOwn() {
        Set<String> words = EnumSet.allOf(Correction.class).stream().map(CommandLineWords::of)
                .collect(Collectors.toSet());
        assertEquals(Correction.values().length, words.size());
        words.forEach(word -> assertEquals(1, word.lines().count(), word));
    }

    @Test
    void aRefusalNamesTheOption(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("points.csv");
        Files.writeString(table, "image,x,y,class\n");
        Ran ran = Ran.nucleoscope("train", table, "--segment", "-o", folder.resolve("out"));
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().strip().endsWith("images are segmented anyway (--segment)"), ran.err());
    }

    @Test
    void anImageOfABatchThatIsRefusedIsNamedOnceWithWhatToDo(@TempDir Path folder) throws Exception {
        ImagePlus image = IJ.createImage("grey.tif", "8-bit ramp", 64, 64, 1);
        ImageFiles.saveTiff(image, folder.resolve("grey.tif"));
        Ran ran = Ran.nucleoscope("segment", folder.resolve("grey.tif"), "--stain", "he", "-o", folder.resolve("out"));
        assertEquals(2, ran.exitCode());
        String line = ran.err().lines().filter(text -> text.contains("is not RGB")).findFirst().orElseThrow();
        assertTrue(line.startsWith("nucleoscope: " + folder.resolve("grey.tif") + ": the stain H&E"), line);
        assertTrue(line.endsWith("(in ImageJ: Image > Type > RGB Color makes one of a composite)"), line);
    }
}
