package io.github.nucleoscope.model;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.measurement.classifier.LogisticRegression;
import io.github.nucleoscope.measurement.classifier.MeasurementModel;
import io.github.nucleoscope.measurement.classifier.RandomForest;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.problem.InputException;

/** A member of a classifier in {@code model.json}: everything about it except the values of its arrays. */
sealed interface MemberJson permits NetworkJson, RegressionJson, ForestJson {

    /** The arrays of the member, in order. */
    List<ArrayFile> arrays();

    /** Returns the JSON object, without {@link #arrays()}. */
    JsonObject fields();

    /**
     * Builds the member.
     *
     * @param input shape of one crop
     * @param values the arrays by the names of their entries, of the types and shapes that {@link #arrays()} says
     * @throws InputException in one line, if there is no such member
     */
    Member member(TensorShape input, Map<String, NpyArray> values);

    /** Returns the folder of a member's arrays. */
    static String folder(int number) {
        return "members/" + number;
    }

    /** Returns the types and shapes of the arrays of a member by name, in order. */
    static Map<String, NpyHeader> needed(Member member) {
        if (member instanceof Member.Net net) {
            return NetworkJson.needed(net.network().architecture(), net.network().input());
        }
        MeasurementModel model = ((Member.Measured) member).model();
        return model instanceof RandomForest forest ? ForestJson.needed(forest)
                : RegressionJson.needed(model.classCount(), model.measurementCount());
    }

    /** Returns the arrays of a member by name, in order. */
    static Map<String, NpyArray> arrays(Member member) {
        if (member instanceof Member.Net net) {
            return NetworkJson.arrays(net.network());
        }
        MeasurementModel model = ((Member.Measured) member).model();
        return model instanceof RandomForest forest ? ForestJson.arrays(forest)
                : RegressionJson.arrays((LogisticRegression) model);
    }

    /** @param files of the member's arrays */
    static MemberJson of(Member member, List<ArrayFile> files) {
        if (member instanceof Member.Net net) {
            return new NetworkJson(net.network().architecture(), net.network().standardisation(), files);
        }
        return ((Member.Measured) member).model() instanceof RandomForest forest
                ? ForestJson.of(forest, files) : new RegressionJson(files);
    }

    /** Returns the whole JSON object. */
    default JsonObject write() {
        JsonObject json = fields();
        ArraysJson.addArrays(json, arrays());
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param folder of its arrays
     * @param input shape of one crop
     * @param classes number of classes
     * @param measurements number of measurements of a nucleus
     * @throws InputException in one line
     */
    static MemberJson read(JsonFields json, String folder, TensorShape input, int classes, int measurements) {
        String kind = json.string("kind");
        MemberJson member = switch (kind) {
            case NetworkJson.KIND -> NetworkJson.read(json, folder, input);
            case RegressionJson.KIND -> RegressionJson.read(json, folder, classes, measurements);
            case ForestJson.KIND -> ForestJson.read(json, folder, classes, measurements);
            default -> throw new InputException(json.quoted("kind") + " is '" + kind + "' and not "
                    + NetworkJson.KIND + ", " + RegressionJson.KIND + " or " + ForestJson.KIND);
        };
        json.requireNoOthers();
        return member;
    }
}
