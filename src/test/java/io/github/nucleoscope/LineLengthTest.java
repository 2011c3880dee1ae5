package io.github.nucleoscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class LineLengthTest {

    private static final int COLUMNS = 120;

    @Test
    void noLineOfJavaIsLonger() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int files = 0;
        for (Path sources : List.of(Path.of("src/main/java"), Path.of("src/test/java"),
                Path.of("src/experiments/java"))) {
            for (Path file : javaFiles(sources)) {
                files++;
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS) {
                        tooLong.add(file + ":" + (i + 1));
                    }
                }
            }
        }
        assertTrue(files > 100, "only " + files + " files were found: does the scan work?");
        assertEquals("", String.join("\n", tooLong));
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
