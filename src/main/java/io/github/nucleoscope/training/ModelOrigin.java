package io.github.nucleoscope.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Software;

/**
 * The provenance of a model that is being trained on this machine, with this software.
 *
 * @param training settings and outcome of the training, by name
 * @param data in words, what it was trained on
 * @param dataSha256 hash of all data, including those held out; 64 hexadecimal digits
 */
record ModelOrigin(Map<String, String> training, String data, String dataSha256) {

    /** Returns the provenance with the current time and the given performance figures. */
    Provenance with(List<Provenance.HeldOut> figures) {
        Map<String, String> description = new LinkedHashMap<>(training);
        description.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Software.versions(),
                description, data, dataSha256, figures);
    }
}
