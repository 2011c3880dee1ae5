package io.github.nucleoscope.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The provenance of a model: how it was trained, and how well it performs.
 *
 * @param created time of creation, ISO 8601 in UTC
 * @param software names and versions of the software that trained it
 * @param training settings and outcome of the training, by name
 * @param data in words, what it was trained on
 * @param dataSha256 hash of all data with their labels, including those held out; 64 hexadecimal digits
 * @param heldOut metrics on held-out data; empty if nothing was held out
 */
public record Provenance(String created, Map<String, String> software, Map<String, String> training, String data,
        String dataSha256, List<HeldOut> heldOut) {

    public Provenance {
        software = Collections.unmodifiableMap(new LinkedHashMap<>(software));
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        heldOut = List.copyOf(heldOut);
    }

    /**
     * One metric with its 95 % confidence interval.
     *
     * @param name name, such as "balanced accuracy"
     * @param value value; NaN if it is not defined
     * @param low lower end of the 95 % interval; NaN if it is not defined
     * @param high upper end of the 95 % interval; NaN if it is not defined
     * @param measuredOn in words, what it was measured on
     */
    public record HeldOut(String name, double value, double low, double high, String measuredOn) {}
}
