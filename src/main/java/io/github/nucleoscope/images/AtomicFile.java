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

/** Writes a file completely or not at all: to a temporary file in the same folder, which then replaces the file. */
public final class AtomicFile {

    /** Writes the contents of a file to a stream. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Creates the temporary file, which does not exist yet. */
    public interface Maker {
        void make(Path temporary) throws IOException;
    }

    private AtomicFile() {}

    /** Writes a file. An existing file is replaced; if writing fails it is left as it was. */
    public static void write(Path file, Content content) throws IOException {
        make(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
        });
    }

    /** Deletes temporary files of this file that were left behind by processes that were killed. */
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

    /** Makes a file. An existing file is replaced; if making the new one fails it is left as it was. */
    public static void make(Path file, Maker maker) throws IOException {
        // Not Files.createTempFile: its files, and so the result, would be readable only by their owner.
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
