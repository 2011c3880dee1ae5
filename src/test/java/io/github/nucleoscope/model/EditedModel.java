package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.problem.InputException;
import org.apache.commons.codec.digest.DigestUtils;

/** A model file that tests take apart and put together again. */
final class EditedModel {

    private final Path file;

    EditedModel(Path file) {
        this.file = file;
    }

    static void assertOneLine(InputException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertTrue(e.getMessage().contains("nucleoscope.zip: "), e.getMessage());
    }

    static void assertRefused(String message, Path file) {
        InputException e = assertThrows(InputException.class, () -> ModelFile.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    /** What becomes of the entries of the archive, by name. */
    interface Change {
        void apply(Map<String, byte[]> entries);
    }

    void rewrite(Change change) throws IOException {
        Map<String, byte[]> entries = entries();
        change.apply(entries);
        write(entries);
    }

    /** Changes {@code model.json} of a new file. */
    void edit(UnaryOperator<String> change) throws IOException {
        edit(TinyClassifiers.full(), change);
    }

    /** Changes {@code model.json} of a new file of a classifier. */
    void edit(NucleusClassifier classifier, UnaryOperator<String> change) throws IOException {
        ModelFile.write(classifier, file);
        rewrite(entries -> entries.put("model.json", change.apply(text(entries)).getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces the bytes of an entry, and its SHA-256: what a hand that edits the file can do. */
    static void replace(Map<String, byte[]> entries, String entry, byte[] bytes) {
        String json = text(entries).replaceFirst("(?s)(\"file\": \"" + Pattern.quote(entry)
                + "\",.*?\"sha256\": \")[0-9a-f]{64}", "$1" + DigestUtils.sha256Hex(bytes));
        entries.put("model.json", json.getBytes(StandardCharsets.UTF_8));
        entries.put(entry, bytes);
    }

    static String text(Map<String, byte[]> entries) {
        return new String(entries.get("model.json"), StandardCharsets.UTF_8);
    }

    Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    void write(Map<String, byte[]> entries) throws IOException {
        writeWith(entries, "", 0);
    }

    /** With so many megabytes of zeros behind one of the entries. */
    void writeWith(Map<String, byte[]> entries, String name, int megabytes) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                for (int i = 0; i < megabytes && entry.getKey().equals(name); i++) {
                    zip.write(new byte[1_000_000]);
                }
            }
        }
    }
}
