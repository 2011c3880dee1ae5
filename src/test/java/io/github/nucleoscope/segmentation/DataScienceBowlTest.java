package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.segmentation.classical.ClassicalSegmenter;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;

/**
 * Accuracy of the default settings on 240 fluorescence images of the 2018 Data Science Bowl. The settings
 * were chosen only on the images with even indices.
 */
class DataScienceBowlTest {

    private static final Path DATA = Path.of("../shared/data/dsb2018");
    private static final double[] THRESHOLDS = {0.5, 0.7, 0.9};

    @Test
    void defaultsBeatTheUsualImageJRecipe() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: " + DATA + " is not there");
        // ImageJ's blur, Otsu, fill holes, watershed and particle analysis reach a pooled AP of 0.644 at IoU 0.5.
        assertTrue(measure(SegmentationSettings.DEFAULT) >= 0.65);
        assertTrue(measure(SegmentationSettings.DEFAULT.withThreshold(SegmentationSettings.LOCAL)) >= 0.65);
    }

    /** Prints the scores of each half and of all, and returns the AP of all at IoU 0.5. */
    private static double measure(SegmentationSettings settings) throws IOException {
        List<List<SegmentationScore>> halves = List.of(noScores(), noScores());
        List<Path> files = ImageFiles.list(DATA.resolve("images"));
        long pixels = 0;
        long nanoseconds = 0;
        for (int i = 0; i < files.size(); i++) {
            ImagePlus image = ImageFiles.read(files.get(i));
            RandomAccessibleInterval<? extends RealType<?>> plane = Planes.of(image, 1).get(0).pixels();
            long start = System.nanoTime();
            Img<IntType> labels = ClassicalSegmenter.segment(plane, settings);
            nanoseconds += System.nanoTime() - start;
            pixels += labels.size();
            String name = image.getTitle().replace(".png", ".tif");
            ImagePlus truth = ImageFiles.read(DATA.resolve("labels").resolve(name));
            add(halves.get(i % 2), SegmentationScore.ofEach(labels, LabelImages.fromImagePlus(truth, 1, 1),
                    THRESHOLDS));
        }
        List<SegmentationScore> all = noScores();
        halves.forEach(half -> add(all, half));
        System.out.printf("%s: %.1f megapixels per second%n", settings, 1e3 * pixels / nanoseconds);
        print("even images", halves.get(0));
        print("odd images", halves.get(1));
        print("all images", all);
        return all.get(0).averagePrecision();
    }

    private static List<SegmentationScore> noScores() {
        List<SegmentationScore> scores = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            scores.add(SegmentationScore.none(threshold));
        }
        return scores;
    }

    private static void add(List<SegmentationScore> sums, List<SegmentationScore> scores) {
        for (int i = 0; i < sums.size(); i++) {
            sums.set(i, sums.get(i).plus(scores.get(i)));
        }
    }

    private static void print(String name, List<SegmentationScore> scores) {
        for (SegmentationScore score : scores) {
            System.out.printf("%s, IoU %.1f: AP %.3f, F1 %.3f%n", name, score.threshold(), score.averagePrecision(),
                    score.f1());
        }
    }
}
