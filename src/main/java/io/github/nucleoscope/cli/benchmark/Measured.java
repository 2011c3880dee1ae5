package io.github.nucleoscope.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.nucleoscope.network.Architecture;

/**
 * The measured speed of a network.
 *
 * @param name as the user wrote it
 */
record Measured(String name, Architecture architecture, TaskSpeeds training, TaskSpeeds prediction) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", name);
        json.put("notation", architecture.toString());
        training.putInto(json, "train");
        prediction.putInto(json, "predict");
        return json;
    }
}
