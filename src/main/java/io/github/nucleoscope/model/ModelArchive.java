package io.github.nucleoscope.model;

import java.io.ByteArrayOutputStream;
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
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Network.Weights;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The zip archive of a model file: {@code model.json} describes the model, and {@code weights/*.npy} hold its weights
 * ({@link NpyFile}). {@code model.json} has the SHA-256 of each, and of whatever else is attached.
 *
 * <p>This class writes it, within the limits that {@link ModelArchiveReader} keeps to.
 */
final class ModelArchive {

    static final String JSON_ENTRY = "model.json";
    static final int MAX_JSON_BYTES = 1 << 20;
    /** 1 GiB of weights: several times the largest networks ever trained on crops of this size. */
    static final long MAX_PARAMETERS = 1L << 28;
    static final int MAX_ENTRIES = 2_000;
    static final int MAX_ATTACHED_BYTES = SegmentationNetwork.MAX_FILE_BYTES;
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
}
