package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFilesTest {

    @TempDir
    private Path folder;

    private Path write(String name, String text, int second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + 1_000L * second));
        return file;
    }

    @Test
    void whatWasWrittenIsReplaceableUntilItChanges() throws IOException {
        List<String> names = List.of("a b.tif", "Zellkern\u00e4.tif", "not there.tif");
        for (int round = 0; round < 3; round++) {
            WrittenFiles.requireReplaceable(folder, names);
            WrittenFiles.add(write("a b.tif", "one", round));
            WrittenFiles.add(write("Zellkern\u00e4.tif", "two", round));
        }
        WrittenFiles.requireReplaceable(folder, names);
        write("a b.tif", "ONE", 9);
        IOException refused = assertThrows(IOException.class,
                () -> WrittenFiles.requireReplaceable(folder, names));
        assertTrue(refused.getMessage().startsWith(folder.resolve("a b.tif") + ": would be replaced"),
                refused.getMessage());
        write("a b.tif", "another size", 2);
        assertThrows(IOException.class, () -> WrittenFiles.requireReplaceable(folder, names));
        WrittenFiles.requireReplaceable(folder, names.subList(1, 3));
    }

    @Test
    void whatCameFromElsewhereIsNot() throws IOException {
        write("a.tif", "mine", 0);
        write("b.tif", "mine", 0);
        String message = assertThrows(IOException.class,
                () -> WrittenFiles.requireReplaceable(folder, List.of("a.tif", "b.tif"))).getMessage();
        assertTrue(message.startsWith(folder.resolve("a.tif") + " and 1 more: would be replaced"), message);
        assertEquals(1, message.lines().count());
        WrittenFiles.requireReplaceable(folder.resolve("nowhere"), List.of("a.tif"));
    }

    /** A list that is cut or of other bytes says less; it does not stop anything that is not there yet. */
    @Test
    void brokenListsAreSurvived() throws IOException {
        Path file = write("a.tif", "one", 0);
        WrittenFiles.add(file);
        Path list;
        try (var files = Files.list(folder)) {
            list = files.filter(f -> !f.equals(file)).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(list);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(list, broken);
            WrittenFiles.requireReplaceable(folder, List.of("b.tif"));
            assertThrows(IOException.class, () -> WrittenFiles.requireReplaceable(folder, List.of("a.tif")));
        }
    }
}
