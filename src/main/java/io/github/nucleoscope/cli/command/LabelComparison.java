package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ij.ImagePlus;
import io.github.nucleoscope.cli.CommandLineWords;
import io.github.nucleoscope.cli.EvaluationText;
import io.github.nucleoscope.cli.ImageBatch;
import io.github.nucleoscope.cli.Json;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.pixels.LabelPieces;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Label images against the truth of the same names.
 *
 * @param images those that were compared, one or more
 * @param truths how many there are
 * @param failures images of the truth that could not be compared, one line each
 */
record LabelComparison(List<ImageScores> images, int truths, List<String> failures) {

    static LabelComparison of(Path labels, Path truth, PrintWriter err) throws IOException {
        Map<String, Path> labelFiles = new HashMap<>();
        for (ImageSet.Member labelImage : ImageSet.of(List.of(labels)).members()) {
            labelFiles.put(labelImage.name(), labelImage.file());
        }
        ImageSet truths = ImageSet.of(List.of(truth));
        Set<String> judged = truths.members().stream().map(ImageSet.Member::name).collect(Collectors.toSet());
        List<String> others = labelFiles.keySet().stream().filter(name -> !judged.contains(name)).sorted().toList();
        if (!others.isEmpty()) {
            err.println("nucleoscope: warning: " + others.size() + " label images of " + labels + " have no truth in "
                    + truth + " and are not judged, such as " + labelFiles.get(others.get(0)).getFileName());
        }
        ImageBatch batch = new ImageBatch(truths);
        List<ImageScores> images = new ArrayList<>();
        try (Progress progress = new Progress("compare", err)) {
            batch.forEach(progress, err, (name, trueImage) -> {
                Path file = labelFiles.get(name);
                if (file == null) {
                    throw new InputException(truth.resolve(trueImage.getTitle()), "there is no label image '" + name
                            + "' in " + labels);
                }
                ImagePlus found = ImageFiles.read(file);
                images.add(new ImageScores(name, compare(found, trueImage)));
                warn(file, found, err);
                warn(truth.resolve(trueImage.getTitle()), trueImage, err);
            });
        }
        if (images.isEmpty()) {
            throw new InputException(labels, "none of the " + batch.size() + " images of " + truth
                    + " could be compared: the lines above say why");
        }
        return new LabelComparison(images, batch.size(), batch.failures());
    }

    private static void warn(Path file, ImagePlus labels, PrintWriter err) {
        LabelPieces.of(LabelImages.fromImagePlus(labels, 1, 1)).warning()
                .ifPresent(warning -> err.println("nucleoscope: warning: " + file + ": "
                        + warning.line(CommandLineWords::of)));
    }

    private static List<SegmentationScore> compare(ImagePlus labels, ImagePlus truth) {
        if (labels.getNSlices() != truth.getNSlices() || labels.getNFrames() != truth.getNFrames()) {
            throw new InputException("it has " + truth.getNSlices() + " slices and " + truth.getNFrames()
                    + " frames but the label image " + labels.getNSlices() + " and " + labels.getNFrames());
        }
        List<ImageScores> planes = new ArrayList<>();
        for (int t = 1; t <= truth.getNFrames(); t++) {
            for (int z = 1; z <= truth.getNSlices(); z++) {
                RandomAccessibleInterval<IntType> predicted = LabelImages.fromImagePlus(labels, z, t);
                planes.add(new ImageScores("plane", SegmentationScore.ofEach(predicted,
                        LabelImages.fromImagePlus(truth, z, t), ImageScores.thresholds())));
            }
        }
        return ImageScores.pooled(planes);
    }

    int exitCode() {
        return failures.isEmpty() ? 0 : 2;
    }

    String text() {
        StringBuilder text = new StringBuilder(EvaluationText.pooled(images.size() + " of " + truths + " images",
                images));
        text.append(String.format("%nAP and F1 of each image at IoU 0.5, 0.6, 0.7, 0.8, 0.9"));
        int longest = images.stream().mapToInt(image -> image.image().length()).max().getAsInt();
        for (ImageScores image : images) {
            text.append(System.lineSeparator()).append(image.image())
                    .append(" ".repeat(longest - image.image().length()));
            image.scores().forEach(score -> text.append(String.format(Locale.ROOT, "  %.3f %.3f",
                    score.averagePrecision(), score.f1())));
        }
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", images.size());
        json.put("truths", truths);
        json.put("scores", Json.pooled(images));
        Map<String, Object> ofImages = new LinkedHashMap<>();
        images.forEach(image -> ofImages.put(image.image(), Json.of(image.scores())));
        json.put("scores_per_image", ofImages);
        json.put("failures", failures);
        return json;
    }
}
