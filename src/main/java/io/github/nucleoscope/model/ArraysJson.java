package io.github.nucleoscope.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nucleoscope.problem.InputException;

/**
 * The lists of arrays in {@code model.json}: file, type, shape and SHA-256 of each. Classifiers before version 6, and
 * segmentation models, have one list, {@value #WEIGHTS}, of 32-bit floats without a type, in a folder of that name.
 */
final class ArraysJson {

    static final String WEIGHTS = "weights";
    static final String ARRAYS = "arrays";

    private ArraysJson() {}

    /** Adds the list {@value #ARRAYS}. */
    static void addArrays(JsonObject json, List<ArrayFile> files) {
        add(json, ARRAYS, files);
    }

    /** Adds the list {@value #WEIGHTS}. */
    static void addWeights(JsonObject json, List<ArrayFile> files) {
        add(json, WEIGHTS, files);
    }

    private static void add(JsonObject json, String list, List<ArrayFile> files) {
        JsonArray items = new JsonArray();
        for (ArrayFile file : files) {
            JsonObject item = new JsonObject();
            item.addProperty("file", file.entry());
            if (hasTypes(list)) {
                item.addProperty("type", file.header().type().code());
            }
            JsonArray shape = new JsonArray();
            for (long side : file.header().shape()) {
                shape.add(side);
            }
            item.add("shape", shape);
            item.addProperty("sha256", file.sha256());
            items.add(item);
        }
        json.add(list, items);
    }

    private static boolean hasTypes(String list) {
        return list.equals(ARRAYS);
    }

    /**
     * Reads the list {@value #ARRAYS}.
     *
     * @param folder where the arrays are
     * @param needed the arrays that there must be, by name, in order
     * @throws InputException in one line, if the list has others
     */
    static List<ArrayFile> arrays(JsonFields json, String folder, Map<String, NpyHeader> needed) {
        return read(json, ARRAYS, folder, needed);
    }

    /** Reads the list {@value #WEIGHTS}, see {@link #arrays}. */
    static List<ArrayFile> weights(JsonFields json, Map<String, NpyHeader> needed) {
        return read(json, WEIGHTS, WEIGHTS, needed);
    }

    private static List<ArrayFile> read(JsonFields json, String list, String folder, Map<String, NpyHeader> needed) {
        List<JsonFields> items = json.objects(list);
        if (items.size() != needed.size()) {
            throw new InputException(json.quoted(list) + " lists " + items.size() + " files but " + needed.size()
                    + " are needed");
        }
        List<ArrayFile> files = new ArrayList<>();
        for (Map.Entry<String, NpyHeader> entry : needed.entrySet()) {
            ArrayFile file = read(items.get(files.size()), hasTypes(list), folder, entry.getKey(), entry.getValue());
            files.add(file);
        }
        return List.copyOf(files);
    }

    private static ArrayFile read(JsonFields item, boolean typed, String folder, String name, NpyHeader needed) {
        String file = item.string("file");
        NpyType type = typed ? NpyType.of(item.string("type")) : NpyType.FLOAT;
        long[] shape = item.integers("shape");
        ArrayFile found = new ArrayFile(folder, name, needed, item.string("sha256"));
        item.requireNoOthers();
        if (!file.equals(found.entry())) {
            throw new InputException(item.quoted("file") + " is '" + file + "' where '" + found.entry()
                    + "' is needed");
        }
        if (type != needed.type() || !Arrays.equals(shape, needed.shape())) {
            throw new InputException("'" + file + "' has the type " + type.code() + " and the shape "
                    + Arrays.toString(shape) + " where " + needed.type().code() + " and "
                    + Arrays.toString(needed.shape()) + " are needed");
        }
        return found;
    }
}
