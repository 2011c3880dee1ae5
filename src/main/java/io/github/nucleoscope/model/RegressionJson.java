package io.github.nucleoscope.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;

/** A {@link LogisticRegression} in {@code model.json}: its arrays say all. */
record RegressionJson(List<ArrayFile> arrays) implements MemberJson {

    static final String KIND = "logistic_regression";

    private static final String CENTRES = "centres";
    private static final String SCALES = "scales";
    private static final String WEIGHTS = "weights";
    private static final String BIASES = "biases";

    /** Returns the arrays of a model by name, in order. */
    static Map<String, NpyArray> arrays(LogisticRegression model) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(CENTRES, new NpyArray.Doubles(model.centres()));
        arrays.put(SCALES, new NpyArray.Doubles(model.scales()));
        arrays.put(WEIGHTS, NpyArray.Doubles.ofRows(model.weights()));
        arrays.put(BIASES, new NpyArray.Doubles(model.biases()));
        return arrays;
    }

    /** Returns the arrays of a model by name, in order. */
    static Map<String, NpyHeader> needed(int classes, int measurements) {
        Map<String, NpyHeader> needed = new LinkedHashMap<>();
        needed.put(CENTRES, new NpyHeader(NpyType.DOUBLE, measurements));
        needed.put(SCALES, new NpyHeader(NpyType.DOUBLE, measurements));
        needed.put(WEIGHTS, new NpyHeader(NpyType.DOUBLE, classes, measurements));
        needed.put(BIASES, new NpyHeader(NpyType.DOUBLE, classes));
        return needed;
    }

    @Override
    public JsonObject fields() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        return json;
    }

    static RegressionJson read(JsonFields json, String folder, int classes, int measurements) {
        return new RegressionJson(ArraysJson.arrays(json, folder, needed(classes, measurements)));
    }

    @Override
    public Member member(TensorShape input, Map<String, NpyArray> values) {
        NpyArray.Doubles[] found = new NpyArray.Doubles[arrays.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = (NpyArray.Doubles) values.get(arrays.get(i).entry());
            for (double value : found[i].values()) {
                if (!Double.isFinite(value)) {
                    throw new InputException("the " + arrays.get(i).name() + " of a logistic regression hold " + value);
                }
            }
        }
        if (Arrays.stream(found[1].values()).anyMatch(scale -> scale <= 0)) {
            throw new InputException("the scales of a logistic regression are not all above 0");
        }
        double[][] weights = IntStream.range(0, found[3].length()).mapToObj(found[2]::row).toArray(double[][]::new);
        return new Member.Measured(new LogisticRegression(found[0].values(), found[1].values(), weights,
                found[3].values()));
    }
}
