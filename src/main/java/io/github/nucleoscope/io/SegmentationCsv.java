package io.github.nucleoscope.io;

import io.github.nucleoscope.evaluation.SegmentationScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scores of segmentations as CSV: one row per image and threshold of the intersection over union. */
public final class SegmentationCsv {

    private static final List<String> HEADER = List.of("image", "iou", "average_precision", "f1", "precision", "recall",
            "true_positives", "false_positives", "false_negatives");

    private SegmentationCsv() {}

    /** Writes the scores of each image, in their order; an existing file is replaced. */
    public static void write(Path file, Map<String, List<SegmentationScore>> scores) throws IOException {
        List<List<?>> rows = new ArrayList<>();
        scores.forEach((image, ofImage) -> ofImage.forEach(score -> rows.add(List.of(image, score.threshold(),
                score.averagePrecision(), score.f1(), score.precision(), score.recall(), score.truePositives(),
                score.falsePositives(), score.falseNegatives()))));
        try (CsvFile csv = new CsvFile(file, HEADER)) {
            csv.append(rows);
        }
    }
}
