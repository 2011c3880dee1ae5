package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFilesTest {

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        WrittenFiles.in(folder).replace(name, file -> Files.writeString(file, text));
    }

    private void requireReplaceable(String... names) throws IOException {
        WrittenFiles.in(folder).requireReplaceable(List.of(names));
    }

    @Test
    void whatWasWrittenIsReplaceableUntilItChanges() throws IOException {
        // Without a locale Java cannot name such a file.
        String umlaut = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "Zellkern\u00e4.tif" : "Zellkern.tif";
        String[] names = {"a b.tif", umlaut, "line\nbreak.tif", "back\\nslash.tif", "not there.tif"};
        for (int round = 0; round < 3; round++) {
            requireReplaceable(names);
            for (int i = 0; i < 4; i++) {
                write(names[i], "text " + i);
            }
        }
        requireReplaceable(names);
        Path changed = folder.resolve("a b.tif");
        Files.writeString(changed, "TEXT 0");
        String message = assertThrows(InputException.class, () -> requireReplaceable(names)).getMessage();
        assertTrue(message.startsWith(changed + ": would be replaced"), message);
        message = assertThrows(InputException.class, () -> write("a b.tif", "new")).getMessage();
        assertTrue(message.startsWith(changed + ": would be replaced"), message);
        assertEquals("TEXT 0", Files.readString(changed));
        requireReplaceable(names[1], names[2], names[3]);
    }

    @Test
    void whatCameFromElsewhereIsNot() throws IOException {
        Files.writeString(folder.resolve("a.tif"), "mine");
        Files.writeString(folder.resolve("b.tif"), "mine");
        String message = assertThrows(InputException.class, () -> requireReplaceable("a.tif", "b.tif")).getMessage();
        assertTrue(message.startsWith(folder.resolve("a.tif") + " and 1 more: would be replaced"), message);
        assertEquals(1, message.lines().count());
        WrittenFiles.in(folder.resolve("nowhere")).requireReplaceable(List.of("a.tif"));
    }

    @Test
    void aCopiedFolderIsOneOfResults() throws IOException {
        write("a.tif", "one");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (Path file : list()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        WrittenFiles.in(copy).requireReplaceable(List.of("a.tif"));
    }

    private List<Path> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** A list truncated when a disk was full knows fewer files, but does not prevent writing new ones. */
    @Test
    void brokenListsAreSurvived() throws IOException {
        write("a.tif", "one");
        Path list = list().stream().filter(file -> !file.endsWith("a.tif")).findFirst().orElseThrow();
        byte[] bytes = Files.readAllBytes(list);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length - 1));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(list, broken);
            requireReplaceable("b.tif");
            assertThrows(InputException.class, () -> requireReplaceable("a.tif"));
            write("b.tif", "two");
            requireReplaceable("b.tif");
            Files.delete(folder.resolve("b.tif"));
        }
    }
}
