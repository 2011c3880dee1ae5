package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.workflow.BatchClassification;

/**
 * The number of nuclei of each class in many images.
 *
 * @param model the model file
 */
public record ClassificationAnswer(Path model, BatchClassification batch, BatchClassification.Outcome outcome)
        implements Answer {

    @Override
    public List<String> lines() {
        List<String> names = batch.classifier().classNames();
        return List.of(outcome.used() + (outcome.used() == 1 ? " image: " : " images: ")
                + IntStream.range(0, names.size()).mapToObj(c -> outcome.nuclei(c) + " " + names.get(c))
                        .collect(Collectors.joining(", "))
                + "; table " + batch.output().results() + ", overlays in " + batch.output().overlays());
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.toString());
        json.put("classes", batch.classifier().classNames());
        json.put("nuclei_per_class", IntStream.range(0, batch.classifier().classNames().size())
                .mapToObj(outcome::nuclei).toList());
        json.put("images", outcome.images().stream().map(ClassificationAnswer::json).toList());
        json.put("table", batch.output().results().toString());
        return json;
    }

    private static Map<String, Object> json(ImageSummary image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("image", image.image());
        json.put("nuclei", image.nuclei());
        json.put("nuclei_per_class", image.perClass());
        json.put("cut_off", image.cutOff());
        json.put("problem", image.problem());
        return json;
    }
}
