package io.github.nucleoscope.cli;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Label images against the truth of the same names, all images pooled.
 *
 * @param scores one per threshold of the intersection over union
 * @param ofImages the same of each image that was compared, by name
 * @param truths how many there are
 * @param failures images of the truth that could not be, one line each
 */
record LabelComparison(List<SegmentationScore> scores, Map<String, List<SegmentationScore>> ofImages, int truths,
        List<String> failures) {

    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9};

    static LabelComparison of(Path labels, Path truth, PrintWriter err) throws IOException {
        Map<String, Path> labelFiles = new HashMap<>();
        for (ImageSet.Member labelImage : ImageSet.of(List.of(labels)).members()) {
            labelFiles.put(labelImage.name(), labelImage.file());
        }
        ImageBatch batch = new ImageBatch(ImageSet.of(List.of(truth)));
        List<SegmentationScore> scores = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            scores.add(SegmentationScore.none(threshold));
        }
        Map<String, List<SegmentationScore>> ofImages = new LinkedHashMap<>();
        try (Progress progress = new Progress("compare", err)) {
            batch.forEach(progress, err, (name, trueImage) -> {
                Path file = labelFiles.get(name);
                if (file == null) {
                    throw new IOException(truth.resolve(trueImage.getTitle()) + ": there is no label image '" + name
                            + "' in " + labels);
                }
                List<SegmentationScore> ofImage = compare(ImageFiles.read(file), trueImage);
                for (int i = 0; i < THRESHOLDS.length; i++) {
                    scores.set(i, scores.get(i).plus(ofImage.get(i)));
                }
                ofImages.put(name, ofImage);
            });
        }
        if (ofImages.isEmpty()) {
            throw new IOException(labels + ": none of the " + batch.size() + " images of " + truth
                    + " could be compared; label images must have the names of the truth");
        }
        return new LabelComparison(scores, ofImages, batch.size(), batch.failures());
    }

    private static List<SegmentationScore> compare(ImagePlus labels, ImagePlus truth) {
        if (labels.getNSlices() != truth.getNSlices() || labels.getNFrames() != truth.getNFrames()) {
            throw new IllegalArgumentException("it has " + truth.getNSlices() + " slices and " + truth.getNFrames()
                    + " frames but the label image " + labels.getNSlices() + " and " + labels.getNFrames());
        }
        List<SegmentationScore> sums = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            sums.add(SegmentationScore.none(threshold));
        }
        for (int t = 1; t <= truth.getNFrames(); t++) {
            for (int z = 1; z <= truth.getNSlices(); z++) {
                RandomAccessibleInterval<IntType> predicted = LabelImages.fromImagePlus(labels, z, t);
                List<SegmentationScore> ofPlane = SegmentationScore.ofEach(predicted,
                        LabelImages.fromImagePlus(truth, z, t), THRESHOLDS);
                for (int i = 0; i < THRESHOLDS.length; i++) {
                    sums.set(i, sums.get(i).plus(ofPlane.get(i)));
                }
            }
        }
        return sums;
    }

    int exitCode() {
        return failures.isEmpty() ? 0 : 2;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(ofImages.size() + " of " + truths + " images, all nuclei pooled; AP = TP / (TP + FP + FN)");
        for (SegmentationScore score : scores) {
            text.append(String.format(Locale.ROOT,
                    "%nIoU %.1f: AP %.3f, F1 %.3f, precision %.3f, recall %.3f (TP %d, FP %d, FN %d)",
                    score.threshold(), score.averagePrecision(), score.f1(), score.precision(), score.recall(),
                    score.truePositives(), score.falsePositives(), score.falseNegatives()));
        }
        int longest = ofImages.keySet().stream().mapToInt(String::length).max().getAsInt();
        text.append(String.format("%nAP and F1 of each image at IoU 0.5, 0.6, 0.7, 0.8, 0.9"));
        ofImages.forEach((name, ofImage) -> {
            text.append(System.lineSeparator()).append(name).append(" ".repeat(longest - name.length()));
            ofImage.forEach(score -> text.append(String.format(Locale.ROOT, "  %.3f %.3f", score.averagePrecision(),
                    score.f1())));
        });
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", ofImages.size());
        json.put("truths", truths);
        json.put("scores", json(scores));
        Map<String, Object> images = new LinkedHashMap<>();
        ofImages.forEach((name, ofImage) -> images.put(name, json(ofImage)));
        json.put("scores_per_image", images);
        json.put("failures", failures);
        return json;
    }

    private static List<Object> json(List<SegmentationScore> scores) {
        List<Object> rows = new ArrayList<>();
        for (SegmentationScore score : scores) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("iou", score.threshold());
            row.put("average_precision", score.averagePrecision());
            row.put("f1", score.f1());
            row.put("precision", score.precision());
            row.put("recall", score.recall());
            row.put("true_positives", score.truePositives());
            row.put("false_positives", score.falsePositives());
            row.put("false_negatives", score.falseNegatives());
            rows.add(row);
        }
        return rows;
    }
}
