package io.github.nucleoscope.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.EpochRecord;

/** An epoch as a JSON object, to the last bit. */
public final class EpochJson {

    private EpochJson() {}

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

    /** @throws InputException where a field is missing, wrong or not known */
    public static EpochRecord read(JsonFields item) {
        EpochRecord epoch = new EpochRecord(item.integer("epoch"), item.real("learning_rate"), item.real("train_loss"),
                item.real("train_accuracy"), item.real("train_balanced_accuracy"), item.real("validation_loss"),
                item.real("validation_accuracy"), item.real("validation_balanced_accuracy"), item.real("seconds"));
        item.requireNoOthers();
        return epoch;
    }

    /** Every bit of a finite number is kept; what JSON has no number for is a text. */
    private static JsonElement real(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(String.valueOf(value));
    }
}
