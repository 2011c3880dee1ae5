package io.github.nucleoscope.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.problem.InputException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Scores of segmentations against the ground truth as a CSV file, one row per image and IoU threshold. */
public final class ScoresCsv {

    private static final List<String> COLUMNS = List.of("image", "iou", "average_precision", "f1", "precision",
            "recall", "true_positives", "false_positives", "false_negatives");

    private ScoresCsv() {}

    /**
     * Writes the file; an existing one is replaced.
     *
     * @throws InputException in one line, naming the file
     */
    public static void write(List<ImageScores> scores, Path file) {
        List<List<?>> rows = new ArrayList<>();
        for (ImageScores image : scores) {
            for (SegmentationScore score : image.scores()) {
                rows.add(List.of(image.image(), score.threshold(), score.averagePrecision(), score.f1(),
                        score.precision(), score.recall(), score.truePositives(), score.falsePositives(),
                        score.falseNegatives()));
            }
        }
        try (CsvFile csv = new CsvFile(file, COLUMNS)) {
            csv.append(rows);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InputException in one line, naming the file
     */
    public static List<ImageScores> read(Path file) {
        Map<String, List<SegmentationScore>> scores = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build()
                        .parse(reader)) {
            for (CSVRecord row : rows) {
                scores.computeIfAbsent(row.get("image"), image -> new ArrayList<>()).add(new SegmentationScore(
                        Double.parseDouble(row.get("iou")), Long.parseLong(row.get("true_positives")),
                        Long.parseLong(row.get("false_positives")), Long.parseLong(row.get("false_negatives"))));
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InputException(file, "is not a table of scores (" + e.getMessage() + "): delete it", e);
        }
        return scores.entrySet().stream().map(image -> new ImageScores(image.getKey(), image.getValue())).toList();
    }
}
