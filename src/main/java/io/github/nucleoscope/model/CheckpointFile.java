package io.github.nucleoscope.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.problem.FileProblem;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.EpochRecord;

/**
 * A {@link Checkpoint} as a zip archive: {@code checkpoint.json} followed by {@code arrays/*.npy}, each stored with its
 * CRC. It is read sequentially, and the memory allocated for it is bounded by its size.
 */
public final class CheckpointFile {

    private static final String FORMAT = "Nucleoscope checkpoint";
    private static final int FORMAT_VERSION = 2;
    private static final String JSON_ENTRY = "checkpoint.json";
    /** Enough for 100,000 epochs. */
    private static final int MAX_JSON_BYTES = 1 << 26;
    private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private CheckpointFile() {}

    /**
     * Writes a checkpoint atomically; an existing one is replaced.
     *
     * @throws InputException in one line, naming the file
     */
    public static void write(Checkpoint checkpoint, Path file) {
        try {
            AtomicFile.write(file, out -> writeZip(checkpoint, out));
        } catch (IOException e) {
            throw ModelFileProblem.of(file, "cannot be written (" + FileProblem.of(e)
                    + "): check the folder and the free space", e);
        }
    }

    private static void writeZip(Checkpoint checkpoint, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        ModelArchive.writeEntry(zip, JSON_ENTRY, json(checkpoint).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, float[]> array : checkpoint.arrays().entrySet()) {
            float[] values = array.getValue();
            ModelArchive.writeEntry(zip, entryOf(array.getKey()),
                    NpyFile.bytes(new NpyArray.Floats(new long[] {values.length}, values)));
        }
        zip.finish();
    }

    private static String entryOf(String array) {
        return "arrays/" + array + ".npy";
    }

    private static String json(Checkpoint checkpoint) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("format_version", FORMAT_VERSION);
        JsonObject identity = new JsonObject();
        checkpoint.identity().forEach(identity::addProperty);
        json.add("identity", identity);
        json.addProperty("best_epoch", checkpoint.bestEpoch());
        json.addProperty("parameters", checkpoint.arrays().values().iterator().next().length);
        JsonArray arrays = new JsonArray();
        checkpoint.arrays().keySet().forEach(arrays::add);
        json.add("arrays", arrays);
        json.add("history", epochs(checkpoint.history()));
        json.add("earlier", epochs(checkpoint.earlier()));
        return PRETTY.toJson(json) + "\n";
    }

    private static JsonArray epochs(List<EpochRecord> epochs) {
        JsonArray array = new JsonArray();
        epochs.forEach(epoch -> array.add(EpochJson.write(epoch)));
        return array;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws InputException in one line that names the file and says what to do, if the file does not exist, is not a
     *     checkpoint, is damaged, or is of a newer format
     */
    public static Checkpoint read(Path file) {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                StandardCharsets.UTF_8)) {
            return read(zip, Files.size(file));
        } catch (IOException | InputException | IllegalArgumentException e) {
            // ZipInputStream throws an IllegalArgumentException for names that are not UTF-8.
            throw ModelFileProblem.of(file, "is not a checkpoint that training can be resumed from ("
                    + (e.getMessage() == null ? "it ends too early" : e.getMessage())
                    + "): delete it and train from the start", e);
        }
    }

    private static Checkpoint read(ZipInputStream zip, long size) throws IOException {
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(JSON_ENTRY)) {
            throw new InputException("it does not begin with " + JSON_ENTRY);
        }
        JsonFields json = new JsonFields("", tree(text(zip)));
        if (!json.string("format").equals(FORMAT)) {
            throw new InputException("'format' is '" + json.string("format") + "' and not '" + FORMAT + "'");
        }
        int version = json.integer("format_version");
        if (version != FORMAT_VERSION) {
            throw new InputException("its format_version is " + version + " and this version of Nucleoscope reads "
                    + FORMAT_VERSION + (version > FORMAT_VERSION ? ": update Nucleoscope" : ""));
        }
        Map<String, String> identity = json.strings("identity");
        int bestEpoch = json.integer("best_epoch");
        int parameters = json.integer("parameters");
        List<String> names = json.texts("arrays");
        if (parameters < 0 || (long) Float.BYTES * parameters * names.size() > size) {
            throw new InputException("it is shorter than " + names.size() + " arrays of " + parameters + " values");
        }
        List<EpochRecord> history = json.objects("history").stream().map(EpochJson::read).toList();
        List<EpochRecord> earlier = json.objects("earlier").stream().map(EpochJson::read).toList();
        json.requireNoOthers();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (String name : names) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null || !entry.getName().equals(entryOf(name))) {
                throw new InputException("'" + entryOf(name) + "' is missing");
            }
            arrays.put(name, NpyFile.readFloats(zip, parameters));
        }
        if (zip.getNextEntry() != null) {
            throw new InputException("it contains more than it should");
        }
        return new Checkpoint(identity, history, bestEpoch, arrays, earlier);
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_JSON_BYTES + 1);
        if (bytes.length > MAX_JSON_BYTES) {
            throw new InputException(JSON_ENTRY + " is larger than " + MAX_JSON_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InputException(JSON_ENTRY + " is not UTF-8", e);
        }
    }

    private static JsonElement tree(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        try {
            JsonElement tree = PRETTY.getAdapter(JsonElement.class).read(reader);
            reader.peek(); // throws if anything follows the JSON value
            return tree;
        } catch (IOException | JsonParseException | NumberFormatException | IllegalStateException e) {
            throw new InputException(JSON_ENTRY + " is not JSON", e);
        }
    }
}
