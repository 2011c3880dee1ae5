package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a cleaned copy may go. What it holds is tested through the command line. */
class CleanedCopyTest {

    @TempDir
    private Path folder;

    private void refused(Path source, Path target, String part) {
        InputException e = assertThrows(InputException.class,
                () -> new CleanedCopy(source, target));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void itMustNotTouchTheOriginalOrAnythingElse() throws IOException {
        Path source = Files.createDirectories(folder.resolve("data/set"));
        refused(source, source, "lie inside each other");
        refused(source, source.resolve("clean"), "lie inside each other");
        refused(source, source.resolve("../set/a/b"), "lie inside each other");
        refused(source.resolve("../set"), folder.resolve("data/set/x"), "lie inside each other");
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("notes.txt"), "mine");
        refused(source, full, "not empty");
        refused(source, full.resolve("notes.txt"), "file");
        assertDoesNotThrow(() -> new CleanedCopy(full.resolve("notes.txt"), folder.resolve("new")));
        assertDoesNotThrow(() -> new CleanedCopy(source, folder.resolve("data/set2")));
        assertDoesNotThrow(() -> new CleanedCopy(source, Files.createDirectories(folder.resolve("empty"))));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linksAreFollowed() throws IOException {
        Path source = Files.createDirectories(folder.resolve("set"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), source);
        refused(source, link.resolve("clean"), "lie inside each other");
        refused(link, source.resolve("clean"), "lie inside each other");
    }
}
