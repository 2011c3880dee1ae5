package io.github.nucleoscope.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.EpochRecord;

/** Converts an epoch to a JSON object and back, without loss of precision. */
public final class EpochJson {

    private EpochJson() {}

    /** Converts an epoch to JSON. */
    public static JsonObject write(EpochRecord epoch) {
        JsonObject item = new JsonObject();
        item.addProperty("epoch", epoch.epoch());
        item.add("learning_rate", real(epoch.learningRate()));
        item.add("train_loss", real(epoch.trainLoss()));
        item.add("train_accuracy", real(epoch.trainAccuracy()));
        item.add("train_balanced_accuracy", real(epoch.trainBalancedAccuracy()));
        item.add("validation_loss", real(epoch.validationLoss()));
        item.add("validation_accuracy", real(epoch.validationAccuracy()));
        item.add("validation_balanced_accuracy", real(epoch.validationBalancedAccuracy()));
        item.add("seconds", real(epoch.seconds()));
        return item;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InputException if a field is missing, wrong or unknown
     */
    public static EpochRecord read(JsonFields item) {
        EpochRecord epoch = new EpochRecord(item.integer("epoch"), item.real("learning_rate"), item.real("train_loss"),
                item.real("train_accuracy"), item.real("train_balanced_accuracy"), item.real("validation_loss"),
                item.real("validation_accuracy"), item.real("validation_balanced_accuracy"), item.real("seconds"));
        item.requireNoOthers();
        return epoch;
    }

    /** Numbers that JSON cannot represent, NaN and infinities, become strings. */
    private static JsonElement real(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(String.valueOf(value));
    }
}
