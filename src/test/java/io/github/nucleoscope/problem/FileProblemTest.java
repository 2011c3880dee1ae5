package io.github.nucleoscope.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {

    @TempDir
    private Path folder;

    private static String problem(Work work) {
        try {
            work.run();
            return "";
        } catch (IOException e) {
            return FileProblem.of(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void reasonsInWords() throws IOException {
        assertEquals("there is no such file or folder", problem(() -> Files.readAllBytes(folder.resolve("none"))));
        Files.createFile(folder.resolve("a"));
        assertEquals("there is a file of this name", problem(() -> Files.createFile(folder.resolve("a"))));
        assertEquals("permission denied", FileProblem.of(new AccessDeniedException("/a/b")));
        assertEquals("No space left on device", FileProblem.of(new FileSystemException("/a", null,
                "No space left on device")));
        assertEquals("FileSystemException", FileProblem.of(new FileSystemException("/a")));
        assertEquals("IOException", FileProblem.of(new IOException()));
        assertEquals("one two", FileProblem.of(new IOException("one\n  two\n")));
    }
}
