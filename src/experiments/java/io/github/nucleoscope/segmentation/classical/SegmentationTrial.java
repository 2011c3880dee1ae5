package io.github.nucleoscope.segmentation.classical;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Segments images of the Data Science Bowl and prints scores for all of them, for groups of images and for the worst
 * ones, with the kinds of error.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.classical.SegmentationTrial \
 *     -Dexec.args="FOLDER PART METHOD [verbose]"
 * </pre>
 *
 * <p>FOLDER: contains {@code images} and {@code labels}. PART: {@code design} or {@code test}, alternate images, or
 * {@code all}. METHOD: threshold method.
 */
public final class SegmentationTrial {

    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9};

    private record Result(String name, List<SegmentationScore> scores, int[] errors) {}

    private SegmentationTrial() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        int parity = args[1].equals("test") ? 1 : 0;
        int step = args[1].equals("all") ? 1 : 2;
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withThreshold(args[2]);
        boolean verbose = args.length > 3;
        List<Path> files = ImageFiles.list(data.resolve("images"));
        Map<String, List<SegmentationScore>> groups = new TreeMap<>();
        Map<String, int[]> groupErrors = new TreeMap<>();
        List<Result> results = new ArrayList<>();
        long nanoseconds = 0;
        long pixels = 0;
        for (int i = parity; i < files.size(); i += step) {
            ImagePlus image = ImageFiles.read(files.get(i));
            RandomAccessibleInterval<? extends RealType<?>> plane = Planes.of(image, 1).get(0).pixels();
            ImagePlus truthImage = ImageFiles.read(
                    data.resolve("labels").resolve(image.getTitle().replace(".png", ".tif")));
            RandomAccessibleInterval<IntType> truth = LabelImages.fromImagePlus(truthImage, 1, 1);
            long start = System.nanoTime();
            Img<IntType> labels = ClassicalSegmenter.segment(plane, settings);
            nanoseconds += System.nanoTime() - start;
            pixels += labels.size();
            List<SegmentationScore> scores = SegmentationScore.ofEach(labels, truth, THRESHOLDS);
            int[] errors = errors(labels, truth);
            String group = image.getWidth() + "x" + image.getHeight()
                    + (image.getStatistics().max == 255 ? " saturated" : "");
            for (String key : List.of("all", group)) {
                groups.merge(key, scores, SegmentationTrial::sum);
                groupErrors.merge(key, errors, (a, b) -> {
                    int[] c = a.clone();
                    for (int k = 0; k < c.length; k++) {
                        c[k] += b[k];
                    }
                    return c;
                });
            }
            results.add(new Result(i + "", scores, errors));
        }
        groups.forEach((key, scores) -> System.out.println(line(key, scores, groupErrors.get(key))));
        if (verbose) {
            results.sort((a, b) -> Long.compare(wrong(b), wrong(a)));
            results.stream().limit(25).forEach(r -> System.out.println(line(r.name, r.scores, r.errors)));
        }
        System.out.printf(Locale.ROOT, "%.2f megapixels per second%n", 1e3 * pixels / nanoseconds);
    }

    private static long wrong(Result r) {
        SegmentationScore s = r.scores.get(0);
        return s.falseNegatives() + s.falsePositives();
    }

    private static String line(String key, List<SegmentationScore> scores, int[] errors) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-20s", key));
        for (SegmentationScore score : scores) {
            text.append(String.format(Locale.ROOT, " %.3f", score.averagePrecision()));
        }
        SegmentationScore s = scores.get(0);
        text.append(String.format("  TP %d FP %d FN %d: lost %d merged %d split %d outline %d; false %d",
                s.truePositives(), s.falsePositives(), s.falseNegatives(), errors[0], errors[1], errors[2],
                errors[3], errors[4]));
        return text.toString();
    }

    /** True nuclei that are lost, merged, split or badly outlined; predictions that hardly touch a true nucleus. */
    private static int[] errors(RandomAccessibleInterval<IntType> predicted, RandomAccessibleInterval<IntType> truth) {
        int[] p = array(predicted);
        int[] t = array(truth);
        int np = 0;
        int nt = 0;
        for (int i = 0; i < p.length; i++) {
            np = Math.max(np, p[i]);
            nt = Math.max(nt, t[i]);
        }
        int[][] overlap = new int[nt + 1][np + 1];
        for (int i = 0; i < p.length; i++) {
            overlap[t[i]][p[i]]++;
        }
        int[] areaT = new int[nt + 1];
        int[] areaP = new int[np + 1];
        for (int a = 0; a <= nt; a++) {
            for (int b = 0; b <= np; b++) {
                areaT[a] += overlap[a][b];
                areaP[b] += overlap[a][b];
            }
        }
        int[] errors = new int[5];
        for (int a = 1; a <= nt; a++) {
            if (areaT[a] == 0) {
                continue;
            }
            int best = 0;
            int parts = 0;
            int covered = 0;
            for (int b = 1; b <= np; b++) {
                covered += overlap[a][b];
                if (overlap[a][b] > overlap[a][best] || best == 0) {
                    best = b;
                }
                if (overlap[a][b] > 0.5 * areaP[b]) {
                    parts++;
                }
            }
            double iou = best == 0 ? 0
                    : overlap[a][best] / (double) (areaT[a] + areaP[best] - overlap[a][best]);
            if (iou >= 0.5) {
                continue;
            }
            int others = 0;
            for (int c = 1; c <= nt; c++) {
                if (best > 0 && c != a && overlap[c][best] > 0.5 * areaT[c]) {
                    others++;
                }
            }
            if (covered < 0.2 * areaT[a]) {
                errors[0]++;
            } else if (best > 0 && others > 0) {
                errors[1]++;
            } else if (parts > 1) {
                errors[2]++;
            } else {
                errors[3]++;
            }
        }
        for (int b = 1; b <= np; b++) {
            if (overlap[0][b] > 0.8 * areaP[b]) {
                errors[4]++;
            }
        }
        return errors;
    }

    private static int[] array(RandomAccessibleInterval<IntType> labels) {
        int[] values = new int[(int) (labels.dimension(0) * labels.dimension(1))];
        int i = 0;
        for (IntType label : Views.flatIterable(labels)) {
            values[i++] = label.get();
        }
        return values;
    }

    private static List<SegmentationScore> sum(List<SegmentationScore> a, List<SegmentationScore> b) {
        List<SegmentationScore> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sums.add(a.get(i).plus(b.get(i)));
        }
        return sums;
    }
}
