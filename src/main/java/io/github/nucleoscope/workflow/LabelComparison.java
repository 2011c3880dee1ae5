package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.pixels.LabelPieces;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Label images against the truth of the same names.
 *
 * @param images those that were compared, one or more
 * @param truths how many there are
 * @param failures images of the truth that could not be compared
 */
public record LabelComparison(List<ImageScores> images, int truths, List<Problem> failures) {

    /** Receives the progress of the comparison, on its thread, and may cancel it. */
    public interface Listener extends ImageBatch.Listener {
        /** Called if something may be wrong with the images. */
        void warning(Problem problem);
    }

    /**
     * Compares two folders.
     *
     * @param labels folder of the label images
     * @param truth folder of the true label images
     * @throws InputException if none of them can be compared
     * @throws IOException if a folder cannot be read
     */
    public static LabelComparison of(Path labels, Path truth, Listener listener) throws IOException {
        Map<String, Path> labelFiles = new HashMap<>();
        for (ImageSet.Member labelImage : ImageSet.of(List.of(labels)).members()) {
            labelFiles.put(labelImage.name(), labelImage.file());
        }
        ImageSet truths = ImageSet.of(List.of(truth));
        Set<String> judged = truths.members().stream().map(ImageSet.Member::name).collect(Collectors.toSet());
        List<String> others = labelFiles.keySet().stream().filter(name -> !judged.contains(name)).sorted().toList();
        if (!others.isEmpty()) {
            listener.warning(Problem.ofText(others.size() + " label images of " + labels + " have no truth in "
                    + truth + " and are not judged, such as " + labelFiles.get(others.get(0)).getFileName()));
        }
        ImageBatch batch = new ImageBatch(truths, listener);
        List<ImageScores> images = new ArrayList<>();
        batch.forEach((name, trueImage) -> {
            Path trueFile = truth.resolve(trueImage.getTitle());
            Path file = labelFiles.get(name);
            if (file == null) {
                throw new InputException(trueFile, "there is no label image '" + name + "' in " + labels);
            }
            ImagePlus found = ImageFiles.read(file);
            images.add(new ImageScores(name, compare(found, trueImage)));
            warn(file, found, listener);
            warn(trueFile, trueImage, listener);
        });
        if (images.isEmpty()) {
            throw new InputException(labels, "none of the " + batch.size() + " images of " + truth
                    + " could be compared: the lines above say why");
        }
        return new LabelComparison(images, batch.size(), batch.failures());
    }

    private static void warn(Path file, ImagePlus labels, Listener listener) {
        LabelPieces.of(LabelImages.fromImagePlus(labels, 1, 1)).warning()
                .ifPresent(warning -> listener.warning(warning.of(file.toString())));
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
}
