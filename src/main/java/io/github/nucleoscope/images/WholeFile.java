package io.github.nucleoscope.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file wholly or not at all: to a temporary file in the same folder, which then takes the file's place. */
public final class WholeFile {

    /** What writes the bytes to a stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What makes the temporary file, which is not there yet. */
    public interface Maker {
        void make(Path temporary) throws IOException;
    }

    private WholeFile() {}

    /** An existing file is replaced; where writing fails it stays as it was. */
    public static void write(Path file, Content content) throws IOException {
        make(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
        });
    }

    /** Deletes the temporary files of this file that processes left behind when they were killed. */
    public static void deleteParts(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String start = "." + file.getFileName() + ".";
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, part ->
                part.getFileName().toString().startsWith(start) && part.getFileName().toString().endsWith(".part"))) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** An existing file is replaced; where making the new one fails it stays as it was. */
    public static void make(Path file, Maker maker) throws IOException {
        // Not Files.createTempFile: its files are readable by their owner alone, and so would the result be.
        Path temporary = file.resolveSibling("." + file.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        try {
            maker.make(temporary);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
