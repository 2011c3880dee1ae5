package io.github.nucleoscope.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a classifier comes from.
 *
 * @param created when, ISO 8601 in UTC
 * @param software names and versions of what trained it
 * @param training the training settings by name, the seed among them
 * @param data what it was trained on, in words
 * @param dataSha256 hash of all labelled crops, those held out among them, and their classes; 64 hexadecimal digits
 * @param heldOut how good it was on nuclei that it had not seen; empty where nothing was held out
 */
public record Provenance(String created, Map<String, String> software, Map<String, String> training, String data,
        String dataSha256, List<HeldOut> heldOut) {

    public Provenance {
        software = Collections.unmodifiableMap(new LinkedHashMap<>(software));
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        heldOut = List.copyOf(heldOut);
    }

    /**
     * One figure with its 95 % interval.
     *
     * @param name such as "balanced accuracy"
     * @param value NaN where it is not defined
     * @param low lower end of the 95 % interval
     * @param high upper end
     * @param measuredOn what it was measured on, in words
     */
    public record HeldOut(String name, double value, double low, double high, String measuredOn) {}
}
