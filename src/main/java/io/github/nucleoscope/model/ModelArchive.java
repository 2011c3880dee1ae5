package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The zip archive of a model file: {@code model.json} describes the model, and folders of {@code *.npy} hold its arrays
 * ({@link NpyFile}). {@code model.json} has the SHA-256 of each, and of whatever else is attached.
 *
 * <p>This class writes it, within the limits that {@link ModelArchiveReader} keeps to.
 */
final class ModelArchive {

    static final String JSON_ENTRY = "model.json";
    static final int MAX_JSON_BYTES = 1 << 20;
    /** 1 GiB of weights: several times the largest networks ever trained on crops of this size. */
    static final long MAX_PARAMETERS = 1L << 28;
    static final long MAX_ARRAY_BYTES = Float.BYTES * MAX_PARAMETERS;
    static final int MAX_ENTRIES = 2_000;
    static final int MAX_ATTACHED_BYTES = SegmentationNetwork.MAX_FILE_BYTES;
    /** The earliest time stamp of the zip format, always the same so that equal models give equal bytes. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ModelArchive() {}

    /** The content of {@code model.json}. */
    interface Description {

        /** Returns the arrays of the model. */
        List<ArrayFile> arrays();

        /** Returns the SHA-256 of the other files in the archive, by the names of their entries. */
        default Map<String, String> attached() {
            return Map.of();
        }

        /** Returns the number of bytes of the values of all arrays. */
        default long arrayBytes() {
            return arrays().stream().mapToLong(file -> file.header().bytes()).sum();
        }
    }

    /** Builds a model from the content of an archive. */
    interface Maker<D, M> {

        /**
         * Builds the model.
         *
         * @param arrays by the names of their entries
         * @param attached the other files by the names of their entries
         * @throws InputException in one line, if the content is not a valid model
         */
        M make(D description, Map<String, NpyArray> arrays, Map<String, byte[]> attached);
    }

    /**
     * Checks that a model is not too large to be written.
     *
     * @param bytes number of bytes of the values of all its arrays
     * @throws InputException if it is
     */
    static void requireRoom(long bytes, Path file) {
        if (bytes > MAX_ARRAY_BYTES) {
            throw ModelFileProblem.of(file, "the numbers of the model take " + (bytes >> 20)
                    + " MB and a model file holds at most " + (MAX_ARRAY_BYTES >> 20)
                    + " MB: use smaller networks, or fewer members");
        }
    }

    /**
     * Writes a model file atomically; an existing one is replaced.
     *
     * @param folders the arrays by their names, by the name of their folder
     * @param attached other files by the names of their entries
     * @param describe makes {@code model.json} from the lists of the files with arrays, by folder; throws an
     *     InputException for a model that could not be read again
     * @throws InputException if the file cannot be written, or the model is too large to be read again
     */
    static void write(Map<String, Map<String, NpyArray>> folders, Map<String, byte[]> attached,
            Function<Map<String, List<ArrayFile>>, String> describe, Path file) {
        requireRoom(folders.values().stream().flatMap(arrays -> arrays.values().stream())
                .mapToLong(array -> array.header().bytes()).sum(), file);
        for (Map.Entry<String, byte[]> entry : attached.entrySet()) {
            if (entry.getValue().length > MAX_ATTACHED_BYTES) {
                throw ModelFileProblem.of(file, "'" + entry.getKey() + "' has " + entry.getValue().length
                        + " bytes and a model file holds one of at most " + MAX_ATTACHED_BYTES + ": use a smaller one");
            }
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw ModelFileProblem.of(file, "the folder " + parent + " does not exist: create it first");
        }
        try {
            Map<String, byte[]> arrays = new LinkedHashMap<>();
            Map<String, List<ArrayFile>> files = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, NpyArray>> folder : folders.entrySet()) {
                List<ArrayFile> list = new ArrayList<>();
                for (Map.Entry<String, NpyArray> entry : folder.getValue().entrySet()) {
                    byte[] npy = NpyFile.bytes(entry.getValue());
                    ArrayFile array = new ArrayFile(folder.getKey(), entry.getKey(), entry.getValue().header(),
                            DigestUtils.sha256Hex(npy));
                    arrays.put(array.entry(), npy);
                    list.add(array);
                }
                files.put(folder.getKey(), list);
            }
            byte[] json = text(describe, files, file).getBytes(StandardCharsets.UTF_8);
            if (json.length > MAX_JSON_BYTES || arrays.size() + attached.size() >= MAX_ENTRIES) {
                throw ModelFileProblem.of(file, "the model has too many layers, members, classes or words of"
                        + " description for a model file: use fewer");
            }
            arrays.putAll(attached);
            AtomicFile.write(file, out -> writeZip(out, json, arrays));
        } catch (IOException e) {
            throw ModelFileProblem.of(file, "cannot be written (" + FileProblem.of(e)
                    + "): check the folder and the free space", e);
        }
    }

    private static String text(Function<Map<String, List<ArrayFile>>, String> describe,
            Map<String, List<ArrayFile>> files, Path file) {
        try {
            return describe.apply(files);
        } catch (InputException e) {
            throw ModelFileProblem.of(file, e.getMessage() + ": use fewer or smaller ones", e);
        }
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
}
