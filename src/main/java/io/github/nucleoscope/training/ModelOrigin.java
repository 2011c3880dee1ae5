package io.github.nucleoscope.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.network.Software;

/**
 * Says in a model's provenance how a training on this machine, with this software, made it.
 *
 * @param training settings and outcome of the training by name
 * @param data what it was trained on, in words
 * @param dataSha256 hash of all data, those held out among them; 64 hexadecimal digits
 */
record ModelOrigin(Map<String, String> training, String data, String dataSha256) {

    /** The provenance of a model that was made now. */
    Provenance with(List<Provenance.HeldOut> figures) {
        Map<String, String> description = new LinkedHashMap<>(training);
        description.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Software.versions(),
                description, data, dataSha256, figures);
    }
}
