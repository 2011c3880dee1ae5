package io.github.nucleoscope.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Remedy;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The zip archive of a model file: {@code model.json} describes the model, and {@code weights/*.npy} hold its weights
 * ({@link NpyFile}). {@code model.json} has the SHA-256 of each, and of whatever else is attached.
 *
 * <p>A model file may come from anybody. Reading one executes nothing, extracts nothing to disk, and trusts no size
 * that the file claims: what is read and the memory allocated are bounded by what the architecture needs, and by
 * {@value #MAX_ATTACHED_BYTES} bytes for an attached file.
 */
final class ModelArchive {

    private static final String EXTENSION = ModelFile.EXTENSION;
    static final String JSON_ENTRY = "model.json";
    private static final int MAX_JSON_BYTES = 1 << 20;
    /** 1 GiB of weights: several times the largest networks ever trained on crops of this size. */
    static final long MAX_PARAMETERS = 1L << 28;
    private static final int MAX_ENTRIES = 2_000;
    private static final int MAX_ATTACHED_BYTES = SegmentationNetwork.MAX_FILE_BYTES;
    private static final long MAX_FILE_BYTES = Float.BYTES * MAX_PARAMETERS + 4L * MAX_JSON_BYTES + MAX_ATTACHED_BYTES;
    private static final int MAX_DIRECTORY_BYTES = 1 << 20;
    /** The earliest time stamp of the zip format, always the same so that equal models give equal bytes. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelArchive() {}

    /** The content of {@code model.json}. */
    interface Description {

        /** Returns the files that hold the weights, in the order of the layers. */
        List<ModelJson.WeightsFile> weights();

        /** Returns the SHA-256 of the other files in the archive, by the names of their entries. */
        default Map<String, String> attached() {
            return Map.of();
        }

        /** Returns the number of weights and biases. */
        default long parameterCount() {
            long count = 0;
            for (ModelJson.WeightsFile file : weights()) {
                long length = 1;
                for (long side : file.shape()) {
                    length *= side;
                }
                count += length;
            }
            return count;
        }
    }

    /** Builds a model from the content of an archive. */
    interface Maker<D, M> {

        /**
         * Builds the model.
         *
         * @param weights by name
         * @param attached the other files by the names of their entries
         * @throws InputException in one line, if the content is not a valid model
         */
        M make(D description, Map<String, Weights> weights, Map<String, byte[]> attached);
    }

    /**
     * Writes a model file atomically; an existing one is replaced.
     *
     * @param attached other files by the names of their entries
     * @param describe makes {@code model.json} from the list of the files with weights
     * @throws InputException if the file cannot be written, or the model is too large to be read again
     */
    static void write(Network network, Map<String, byte[]> attached,
            Function<List<ModelJson.WeightsFile>, String> describe, Path file) {
        if (network.parameterCount() > MAX_PARAMETERS) {
            throw ModelFileProblem.of(file, "the network has " + network.parameterCount()
                    + " weights and a model file holds at most " + MAX_PARAMETERS + ": use a smaller network");
        }
        for (Map.Entry<String, byte[]> entry : attached.entrySet()) {
            if (entry.getValue().length > MAX_ATTACHED_BYTES) {
                throw ModelFileProblem.of(file, "'" + entry.getKey() + "' has " + entry.getValue().length
                        + " bytes and a model file holds one of at most " + MAX_ATTACHED_BYTES + ": use a smaller one");
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw ModelFileProblem.of(file, "the folder " + folder + " does not exist: create it first");
        }
        try {
            Map<String, byte[]> arrays = new LinkedHashMap<>();
            List<ModelJson.WeightsFile> files = new ArrayList<>();
            for (Map.Entry<String, Weights> entry : network.weights().entrySet()) {
                byte[] npy = npy(entry.getValue());
                arrays.put(ModelJson.entryOf(entry.getKey()), npy);
                files.add(new ModelJson.WeightsFile(entry.getKey(), entry.getValue().shape(),
                        DigestUtils.sha256Hex(npy)));
            }
            byte[] json = describe.apply(files).getBytes(StandardCharsets.UTF_8);
            if (json.length > MAX_JSON_BYTES || arrays.size() + attached.size() >= MAX_ENTRIES) {
                throw ModelFileProblem.of(file, "the model has too many layers, classes or words of description"
                        + " for a model file: use fewer");
            }
            arrays.putAll(attached);
            AtomicFile.write(file, out -> writeZip(out, json, arrays));
        } catch (IOException e) {
            throw ModelFileProblem.of(file, "cannot be written (" + FileProblem.of(e)
                    + "): check the folder and the free space", e);
        }
    }

    /**
     * Reads a model file.
     *
     * @param parse reads {@code model.json}; throws an InputException that says in one line what is wrong with it
     * @param make builds the model
     * @throws InputException if the file does not exist, is not a model file, is damaged or tampered with, or is of a
     *     newer format
     */
    static <D extends Description, M> M read(Path file, Function<String, D> parse,
            Maker<D, M> make) {
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

    private static <D extends Description, M> M read(Path file, ZipFile zip, Function<String, D> parse,
            Maker<D, M> make) throws IOException {
        Map<String, ZipEntry> entries = entries(file, zip);
        D json = json(file, zip, entries, parse);
        long bytes = Float.BYTES * json.parameterCount();
        if (json.parameterCount() > MAX_PARAMETERS) {
            throw ModelFileProblem.of(file, "its architecture needs " + json.parameterCount()
                    + " weights and a model file holds at most " + MAX_PARAMETERS
                    + ": it is damaged or malicious; do not use it");
        }
        // Twice: the arrays as read, and the network that is built from them.
        if (2 * bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new InputException(file, "its weights take " + (bytes >> 20) + " MB and Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB in all: allow it more", Remedy.MEMORY);
        }
        List<String> listed = new ArrayList<>(json.attached().keySet());
        json.weights().forEach(weights -> listed.add(weights.entry()));
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
        Map<String, Weights> arrays = new LinkedHashMap<>();
        for (ModelJson.WeightsFile weights : json.weights()) {
            arrays.put(weights.name(), weights(file, zip, entries.get(weights.entry()), weights));
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
    static boolean isReadable(Path file, Function<String, ? extends Description> parse) {
        try {
            read(file, parse, (json, weights, attached) -> json);
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

    private static Weights weights(Path file, ZipFile zip, ZipEntry entry, ModelJson.WeightsFile expected)
            throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        float[] values;
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            values = NpyFile.read(in, expected.shape());
        } catch (IOException | InputException e) {
            throw ModelFileProblem.of(file, "'" + entry.getName() + "' is damaged (" + reason(e)
                    + "): copy or download it again", e);
        }
        requireSha256(file, entry, Hex.encodeHexString(digest.digest()), expected.sha256());
        return new Weights(expected.shape(), values);
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

    private static void writeZip(OutputStream out, byte[] json, Map<String, byte[]> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        writeEntry(zip, JSON_ENTRY, json);
        for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
            writeEntry(zip, array.getKey(), array.getValue());
        }
        zip.finish();
    }

    /** Stores without compression: weights hardly compress, and the bytes would depend on the compressor's version. */
    static void writeEntry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] npy(Weights weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + Float.BYTES * weights.values().length);
        NpyFile.write(bytes, weights.shape(), weights.values());
        return bytes.toByteArray();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
