package io.github.nucleoscope.segmentation.learned;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.PooledScore;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Segments images as they are, magnified and reduced, and prints the average precision with its 95 % interval (images
 * bootstrapped), the time, and where the classical method took over: its average precision there, and that of the
 * network.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.learned.MagnifiedImages \
 *     -Dexec.args="FOLDER METHOD EVERY FACTOR..."
 * </pre>
 *
 * <p>FOLDER: contains {@code images}, PNG, and {@code labels}, TIFF. METHOD: {@code automatic}, {@code learned} or
 * {@code classical}. EVERY: take every n-th image. FACTOR: magnification; 1 leaves the image as it is.
 */
public final class MagnifiedImages {

    private MagnifiedImages() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        List<Path> files = ImageFiles.list(data.resolve("images"));
        for (String factor : Arrays.asList(args).subList(3, args.length)) {
            List<ImageScores> scores = new ArrayList<>();
            List<Double> diameters = new ArrayList<>();
            double seconds = 0;
            double megapixels = 0;
            try (NucleusFinder finder = finder(args[1]); NucleusFinder learned = finder("learned")) {
                for (int i = 0; i < files.size(); i += Integer.parseInt(args[2])) {
                    Magnified image = Magnified.of(files.get(i), data, Double.parseDouble(factor));
                    long began = System.nanoTime();
                    SegmentedPlane found = finder.find(image.plane);
                    seconds += (System.nanoTime() - began) / 1e9;
                    megapixels += found.labels().dimension(0) * found.labels().dimension(1) / 1e6;
                    Diameters.median(image.truth).ifPresent(diameters::add);
                    scores.add(image.score(found));
                    if (!found.notes().isEmpty()) {
                        System.out.printf(Locale.ROOT, "times %s, %s: the classical method took over, %.3f; the"
                                + " network has %.3f%n", factor, files.get(i).getFileName(), first(image.score(found)),
                                first(image.score(learned.find(image.plane))));
                    }
                }
            }
            double[] sorted = diameters.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(Locale.ROOT, "times %s, nuclei of %.0f to %.0f pixels: average precision", factor,
                    sorted[0], sorted[sorted.length - 1]);
            for (PooledScore pooled : PooledScore.of(scores)) {
                System.out.printf(Locale.ROOT, " %.1f: %.3f [%.3f, %.3f]", pooled.score().threshold(),
                        pooled.score().averagePrecision(), pooled.interval().low(), pooled.interval().high());
            }
            System.out.printf(Locale.ROOT, ", %.2f s a megapixel%n", seconds / megapixels);
        }
    }

    /** Returns the average precision at the first threshold. */
    private static double first(ImageScores scores) {
        return scores.scores().get(0).averagePrecision();
    }

    private static NucleusFinder finder(String method) throws IOException {
        SegmentationSettings settings = SegmentationSettings.DEFAULT;
        SegmentationModel model = SegmentationModelFile.builtIn().model();
        return switch (method) {
            case "classical" -> new ClassicalFinder(settings);
            case "learned" -> new LearnedFinder(model, settings, true);
            default -> new AutomaticFinder(model, settings);
        };
    }

    /** A plane with its true labels. */
    private record Magnified(Plane plane, RandomAccessibleInterval<IntType> truth) {

        ImageScores score(SegmentedPlane found) {
            return new ImageScores("", SegmentationScore.ofEach(found.labels(), truth, ImageScores.thresholds()));
        }

        static Magnified of(Path file, Path data, double factor) throws IOException {
            ImagePlus image = ImageFiles.read(file);
            Plane plane = Planes.of(image, 1).get(0);
            RandomAccessibleInterval<IntType> truth = LabelImages.fromImagePlus(ImageFiles.read(data.resolve("labels")
                    .resolve(file.getFileName().toString().replace(".png", ".tif"))), 1, 1);
            if (factor == 1) {
                return new Magnified(plane, truth);
            }
            int width = image.getWidth();
            int height = image.getHeight();
            float[] pixels = new float[width * height];
            int i = 0;
            for (RealType<?> pixel : Views.flatIterable(plane.pixels())) {
                pixels[i++] = pixel.getRealFloat();
            }
            int toWidth = (int) Math.round(width * factor);
            int toHeight = (int) Math.round(height * factor);
            float[] magnified = Resampling.of(pixels, width, height, toWidth, toHeight);
            int[] labels = new int[toWidth * toHeight];
            for (int to = 0; to < labels.length; to++) {
                labels[to] = truth.getAt((long) ((to % toWidth + 0.5) * width / toWidth),
                        (long) ((to / toWidth + 0.5) * height / toHeight)).get();
            }
            return new Magnified(new Plane(ArrayImgs.floats(magnified, toWidth, toHeight), 1, 1,
                    plane.colour()),
                    ArrayImgs.ints(labels, toWidth, toHeight));
        }
    }
}
