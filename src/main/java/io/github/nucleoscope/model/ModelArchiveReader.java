package io.github.nucleoscope.model;

import static io.github.nucleoscope.model.ModelArchive.JSON_ENTRY;
import static io.github.nucleoscope.model.ModelArchive.MAX_ARRAY_BYTES;
import static io.github.nucleoscope.model.ModelArchive.MAX_ATTACHED_BYTES;
import static io.github.nucleoscope.model.ModelArchive.MAX_ENTRIES;
import static io.github.nucleoscope.model.ModelArchive.MAX_JSON_BYTES;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads the zip archive of a model file, see {@link ModelArchive}.
 *
 * <p>A model file may come from anybody. Reading one executes nothing, extracts nothing to disk, and trusts no size
 * that the file claims: what is read and the memory allocated are bounded by what the members need, which is
 * limited, and by {@value ModelArchive#MAX_ATTACHED_BYTES} bytes for an attached file.
 */
final class ModelArchiveReader {

    private static final String EXTENSION = ModelFile.EXTENSION;
    private static final long MAX_FILE_BYTES = MAX_ARRAY_BYTES + 4L * MAX_JSON_BYTES + MAX_ATTACHED_BYTES;
    private static final int MAX_DIRECTORY_BYTES = 1 << 20;

    private ModelArchiveReader() {}

    /**
     * Reads a model file.
     *
     * @param parse reads {@code model.json}; throws an InputException that says in one line what is wrong with it
     * @param make builds the model
     * @throws InputException if the file does not exist, is not a model file, is damaged or tampered with, or is of a
     *     newer format
     */
    static <D extends ModelArchive.Description, M> M read(Path file, Function<String, D> parse,
            ModelArchive.Maker<D, M> make) {
        if (!Files.exists(file)) {
            throw ModelFileProblem.of(file, "there is no such file: check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw ModelFileProblem.of(file, "is a folder or a device: give a model file, *" + EXTENSION);
        }
        try {
            checkDirectoryOf(file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return read(file, zip, parse, make);
            }
        } catch (IOException e) {
            throw ModelFileProblem.of(file, "is damaged (" + reason(e) + "): copy or download it again", e);
        }
    }

    private static <D extends ModelArchive.Description, M> M read(Path file, ZipFile zip, Function<String, D> parse,
            ModelArchive.Maker<D, M> make) throws IOException {
        Map<String, ZipEntry> entries = entries(file, zip);
        D json = json(file, zip, entries, parse);
        long bytes = json.arrayBytes();
        if (bytes > MAX_ARRAY_BYTES) {
            throw ModelFileProblem.of(file, "its arrays take " + (bytes >> 20) + " MB and a model file holds at most "
                    + (MAX_ARRAY_BYTES >> 20) + " MB: it is damaged or malicious; do not use it");
        }
        // Twice: the arrays as read, and the members that are built from them.
        if (2 * bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new InputException(file, "its arrays take " + (bytes >> 20) + " MB and Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB in all: allow it more", Correction.MEMORY);
        }
        List<String> listed = new ArrayList<>(json.attached().keySet());
        json.arrays().forEach(array -> listed.add(array.entry()));
        for (String name : listed) {
            if (!entries.containsKey(name)) {
                throw ModelFileProblem.of(file, "'" + name + "' is missing: copy or download it again");
            }
        }
        if (entries.size() != listed.size() + 1) {
            listed.forEach(entries::remove);
            entries.remove(JSON_ENTRY);
            throw ModelFileProblem.of(file, "holds '" + entries.keySet().iterator().next()
                    + "', which does not belong in a model file: was it packed again? Use the original");
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (ArrayFile array : json.arrays()) {
            arrays.put(array.entry(), array(file, zip, entries.get(array.entry()), array));
        }
        Map<String, byte[]> attached = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : json.attached().entrySet()) {
            attached.put(entry.getKey(), attached(file, zip, entries.get(entry.getKey()), entry.getValue()));
        }
        try {
            return make.make(json, arrays, attached);
        } catch (InputException e) {
            throw ModelFileProblem.of(file, e.getMessage() + ": it is not a usable model; train it again", e);
        }
    }

    /** Returns whether a file exists and is a valid model of the kind that {@code parse} reads. */
    static boolean isReadable(Path file, Function<String, ? extends ModelArchive.Description> parse) {
        try {
            read(file, parse, (json, arrays, attached) -> json);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    /**
     * Checks the end of the archive before {@link ZipFile} reads it, which allocates as much memory for the table of
     * contents as the file claims.
     */
    private static void checkDirectoryOf(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() > MAX_FILE_BYTES) {
                throw ModelFileProblem.of(file, "is " + (in.length() >> 20)
                        + " MB large: no model file is; give a model file, *" + EXTENSION);
            }
            byte[] start = new byte[4];
            byte[] end = new byte[ZipFile.ENDHDR];
            if (in.length() < end.length) {
                throw ModelFileProblem.of(file, "is not a zip archive: give a model file, *" + EXTENSION);
            }
            in.readFully(start);
            in.seek(in.length() - end.length);
            in.readFully(end);
            if (littleEndian(start).getInt(0) != (int) ZipFile.LOCSIG) {
                throw ModelFileProblem.of(file, "is not a zip archive: give a model file, *" + EXTENSION);
            }
            if (littleEndian(end).getInt(0) != (int) ZipFile.ENDSIG) {
                throw ModelFileProblem.of(file, "is cut short or damaged: copy or download it again");
            }
            int entries = Short.toUnsignedInt(littleEndian(end).getShort(ZipFile.ENDTOT));
            long bytes = Integer.toUnsignedLong(littleEndian(end).getInt(ZipFile.ENDSIZ));
            if (entries > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) {
                throw ModelFileProblem.of(file, "has a table of contents of " + entries + " entries and " + bytes
                        + " bytes: no model file has; do not use it");
            }
        }
    }

    /** Returns all entries by name. */
    private static Map<String, ZipEntry> entries(Path file, ZipFile zip) {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            if (name.startsWith("/") || name.contains("\\") || name.contains(":")
                    || List.of(name.split("/")).contains("..")) {
                throw ModelFileProblem.of(file, "holds '" + name
                        + "', a path out of the archive: it is malicious; do not use it");
            }
            if (entries.put(name, entry) != null) {
                throw ModelFileProblem.of(file, "holds '" + name
                        + "' twice: it is damaged or was tampered with; do not use it");
            }
        }
        return entries;
    }

    private static <D> D json(Path file, ZipFile zip, Map<String, ZipEntry> entries, Function<String, D> parse)
            throws IOException {
        ZipEntry entry = entries.get(JSON_ENTRY);
        if (entry == null) {
            throw ModelFileProblem.of(file, "holds no " + JSON_ENTRY + ": give a model file, *" + EXTENSION);
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(MAX_JSON_BYTES + 1);
        }
        if (bytes.length > MAX_JSON_BYTES) {
            throw ModelFileProblem.of(file, "its " + JSON_ENTRY + " is larger than " + MAX_JSON_BYTES
                    + " bytes: it is damaged or malicious; do not use it");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        // ZipFile leaves this check to its callers.
        if (crc.getValue() != entry.getCrc()) {
            throw ModelFileProblem.of(file, "its " + JSON_ENTRY + " is damaged: copy or download it again");
        }
        try {
            return parse.apply(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw ModelFileProblem.of(file, "its " + JSON_ENTRY + " is not UTF-8: copy or download it again", e);
        } catch (InputException e) {
            throw ModelFileProblem.of(file, JSON_ENTRY + ": " + e.getMessage(), e);
        }
    }

    private static NpyArray array(Path file, ZipFile zip, ZipEntry entry, ArrayFile expected)
            throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        NpyArray array;
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            array = NpyFile.read(in, expected.header());
        } catch (IOException | InputException e) {
            throw ModelFileProblem.of(file, "'" + entry.getName() + "' is damaged (" + reason(e)
                    + "): copy or download it again", e);
        }
        requireSha256(file, entry, Hex.encodeHexString(digest.digest()), expected.sha256());
        return array;
    }

    private static byte[] attached(Path file, ZipFile zip, ZipEntry entry, String sha256) throws IOException {
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(MAX_ATTACHED_BYTES + 1);
        } catch (IOException e) {
            throw ModelFileProblem.of(file, "'" + entry.getName() + "' is damaged (" + reason(e)
                    + "): copy or download it again", e);
        }
        if (bytes.length > MAX_ATTACHED_BYTES) {
            throw ModelFileProblem.of(file, "'" + entry.getName() + "' is larger than " + MAX_ATTACHED_BYTES
                    + " bytes: it is damaged or malicious; do not use it");
        }
        requireSha256(file, entry, DigestUtils.sha256Hex(bytes), sha256);
        return bytes;
    }

    private static void requireSha256(Path file, ZipEntry entry, String found, String expected) {
        if (!found.equals(expected)) {
            throw ModelFileProblem.of(file, "'" + entry.getName() + "' does not match its SHA-256 in " + JSON_ENTRY
                    + ": it is damaged or was changed; use the original");
        }
    }

    /** The inflater's exception has no message if compressed bytes end too early. */
    private static String reason(Exception e) {
        return e.getMessage() == null ? "it ends too early" : e.getMessage();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
