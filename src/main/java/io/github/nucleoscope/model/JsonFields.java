package io.github.nucleoscope.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nucleoscope.problem.InputException;

/**
 * Strict access to the fields of a JSON object: each field must exist and have the expected type, and there must be no
 * others ({@link #requireNoOthers}). Errors are {@link InputException}s that name the field.
 */
public final class JsonFields {

    private final String path;
    private final JsonObject object;
    private final List<String> asked = new ArrayList<>();

    /**
     * Wraps a JSON object.
     *
     * @param path of the object, for messages, such as {@code crops.}; empty for the root
     * @throws InputException if the element is not an object
     */
    public JsonFields(String path, JsonElement element) {
        this.path = path;
        if (!element.isJsonObject()) {
            throw new InputException((path.isEmpty() ? "it" : quoted("")) + " is not an object");
        }
        object = element.getAsJsonObject();
    }

    /** Returns a string. */
    public String string(String name) {
        return string(name, get(name));
    }

    public boolean bool(String name) {
        JsonElement value = get(name);
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value.getAsBoolean();
    }

    public int integer(String name) {
        return Math.toIntExact(integer(name, get(name)));
    }

    /** Returns a string, or an integer as a string. */
    String wholeOrText(String name) {
        return primitiveNumber(get(name)) ? Integer.toString(integer(name)) : string(name);
    }

    public double number(String name) {
        return number(name, get(name));
    }

    /** Returns one or more numbers: a number, or a list of them. */
    List<Double> numbers(String name) {
        JsonElement value = get(name);
        if (!value.isJsonArray()) {
            return List.of(number(name, value));
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            numbers.add(number(name, element));
        }
        return numbers;
    }

    private double number(String name, JsonElement value) {
        double number = primitiveNumber(value) ? value.getAsDouble() : Double.NaN;
        if (!Double.isFinite(number)) {
            throw wrong(name, "a finite number", value);
        }
        return number;
    }

    /** Returns a finite number, or NaN if the field is null: JSON has no NaN. */
    double numberOrNull(String name) {
        return get(name).isJsonNull() ? Double.NaN : number(name);
    }

    /** Returns a number; NaN and infinities are strings, because JSON has no numbers for them. */
    double real(String name) {
        JsonElement value = get(name);
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            for (double notFinite : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                if (primitive.getAsString().equals(String.valueOf(notFinite))) {
                    return notFinite;
                }
            }
        }
        return number(name);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = string(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new InputException(quoted(name) + " is '" + text + "' and not one of "
                + Arrays.toString(type.getEnumConstants()));
    }

    JsonFields object(String name) {
        return new JsonFields(path + name + ".", get(name));
    }

    Optional<String> stringOrNull(String name) {
        return get(name).isJsonNull() ? Optional.empty() : Optional.of(string(name));
    }

    Optional<JsonFields> objectOrNull(String name) {
        return get(name).isJsonNull() ? Optional.empty() : Optional.of(object(name));
    }

    /** Returns a list of objects. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> fields = new ArrayList<>();
        for (JsonElement element : array(name)) {
            fields.add(new JsonFields(path + name + "[" + fields.size() + "].", element));
        }
        return fields;
    }

    /** Returns a list of strings. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(name)) {
            texts.add(string(name, element));
        }
        return texts;
    }

    long[] integers(String name) {
        JsonArray array = array(name);
        long[] integers = new long[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = integer(name, array.get(i));
        }
        return integers;
    }

    /** Returns an object of strings as a map, in the order of the file. */
    public Map<String, String> strings(String name) {
        JsonFields fields = object(name);
        Map<String, String> strings = new LinkedHashMap<>();
        for (String key : fields.object.keySet()) {
            strings.put(key, fields.string(key));
        }
        return strings;
    }

    /**
     * Checks that all fields were read.
     *
     * @throws InputException if there is a field that was not
     */
    void requireNoOthers() {
        for (String name : object.keySet()) {
            if (!asked.contains(name)) {
                throw new InputException(quoted(name) + " is not a known field");
            }
        }
    }

    private JsonArray array(String name) {
        JsonElement value = get(name);
        if (!value.isJsonArray()) {
            throw wrong(name, "a list", value);
        }
        return value.getAsJsonArray();
    }

    private JsonElement get(String name) {
        asked.add(name);
        JsonElement value = object.get(name);
        if (value == null) {
            throw new InputException(quoted(name) + " is missing");
        }
        return value;
    }

    private String string(String name, JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw wrong(name, "a text", value);
        }
        return value.getAsString();
    }

    private long integer(String name, JsonElement value) {
        double number = primitiveNumber(value) ? value.getAsDouble() : Double.NaN;
        if (number != Math.rint(number) || !(Math.abs(number) <= Integer.MAX_VALUE)) {
            throw wrong(name, "a whole number", value);
        }
        return (long) number;
    }

    private static boolean primitiveNumber(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    private InputException wrong(String name, String expected, JsonElement found) {
        String text = found.isJsonPrimitive() ? found.toString() : found.isJsonNull() ? "null"
                : found.isJsonArray() ? "a list" : "an object";
        return new InputException(quoted(name) + " is " + text + " and not " + expected);
    }

    /** Returns the whole name of a field, in quotes. */
    String quoted(String name) {
        String whole = path + name;
        return "'" + (whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole) + "'";
    }
}
