package io.github.nucleoscope.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.workflow.LabelComparison;

/** How well label images match the ground truth. */
public record LabelComparisonAnswer(LabelComparison comparison) implements Answer {

    @Override
    public List<String> lines() {
        List<ImageScores> images = comparison.images();
        List<String> lines = new ArrayList<>();
        lines.add(EvaluationText.pooled(images.size() + " of " + comparison.truths() + " images", images));
        lines.add("AP and F1 of each image at IoU 0.5, 0.6, 0.7, 0.8, 0.9");
        int longest = images.stream().mapToInt(image -> image.image().length()).max().orElseThrow();
        for (ImageScores image : images) {
            StringBuilder line = new StringBuilder(image.image()).append(" ".repeat(longest - image.image().length()));
            image.scores().forEach(score -> line.append(String.format(Locale.ROOT, "  %.3f %.3f",
                    score.averagePrecision(), score.f1())));
            lines.add(line.toString());
        }
        return lines;
    }

    @Override
    public Map<String, Object> json() {
        List<ImageScores> images = comparison.images();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", images.size());
        json.put("truths", comparison.truths());
        json.put("scores", Json.pooled(images));
        Map<String, Object> ofImages = new LinkedHashMap<>();
        images.forEach(image -> ofImages.put(image.image(), Json.of(image.scores())));
        json.put("scores_per_image", ofImages);
        json.put("failures", CommandLineWords.of(comparison.failures()));
        return json;
    }
}
