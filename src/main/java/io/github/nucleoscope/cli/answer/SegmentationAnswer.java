package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.workflow.BatchSegmentation;

/** How many nuclei were found in each image. */
public record SegmentationAnswer(BatchSegmentation batch, BatchSegmentation.Outcome outcome) implements Answer {

    @Override
    public List<String> lines() {
        return List.of(outcome.total() + " nuclei in " + outcome.nuclei().size() + " images ("
                + batch.finder().method() + "); label images in " + batch.labels()
                + batch.measurements().map(table -> ", measurements in " + table).orElse(""));
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", batch.finder().method());
        json.put("images", outcome.nuclei().size());
        json.put("nuclei", outcome.total());
        json.put("nuclei_per_image", outcome.nuclei());
        json.put("labels", batch.labels().toString());
        json.put("measurements", batch.measurements().map(Path::toString).orElse(null));
        Map<String, Object> warnings = new LinkedHashMap<>();
        outcome.warnings().forEach((image, problems) -> warnings.put(image, CommandLineWords.of(problems)));
        json.put("warnings", warnings);
        json.put("failures", CommandLineWords.of(outcome.failures()));
        return json;
    }
}
