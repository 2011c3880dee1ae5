package io.github.nucleoscope.cli.answer;

import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.workflow.BatchSegmentation;

/** How many nuclei were found in each image. */
public record SegmentationAnswer(BatchSegmentation batch, BatchSegmentation.Outcome outcome) implements Answer {

    @Override
    public List<String> lines() {
        int images = outcome.nuclei().size();
        return List.of(outcome.total() + " nuclei in " + images + (images == 1 ? " image (" : " images (")
                + batch.finder().method() + diameters() + leftOut() + "); label images in " + batch.labels()
                + batch.measurements().map(table -> ", measurements in " + table).orElse(""));
    }

    /** Says for which diameter nuclei were looked for, from the least to the most in an image. */
    private String diameters() {
        DoubleSummaryStatistics diameters = outcome.diameters().values().stream()
                .mapToDouble(Double::doubleValue).summaryStatistics();
        long least = Math.round(diameters.getMin());
        long most = Math.round(diameters.getMax());
        return diameters.getCount() == 0 ? ""
                : "; looked for at a diameter of " + least + (most == least ? "" : " to " + most) + " pixels";
    }

    private String leftOut() {
        int debris = outcome.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        return debris == 0 ? "" : "; left out as debris: " + debris + (debris == 1 ? " object" : " objects")
                + ", which --keep-all keeps";
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", batch.finder().method());
        json.put("images", outcome.nuclei().size());
        json.put("nuclei", outcome.total());
        json.put("nuclei_per_image", outcome.nuclei());
        json.put("diameter_pixels_per_image", outcome.diameters());
        json.put("left_out_per_image", outcome.leftOut());
        json.put("labels", batch.labels().toString());
        json.put("measurements", batch.measurements().map(Path::toString).orElse(null));
        Map<String, Object> warnings = new LinkedHashMap<>();
        outcome.warnings().forEach((image, problems) -> warnings.put(image, CommandLineWords.of(problems)));
        json.put("warnings", warnings);
        json.put("failures", CommandLineWords.of(outcome.failures()));
        return json;
    }
}
