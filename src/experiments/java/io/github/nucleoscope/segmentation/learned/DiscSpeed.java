package io.github.nucleoscope.segmentation.learned;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Prints how long nuclei are looked for in a megapixel (1,024 x 1,024 pixels) full of discs, for each diameter the best
 * of several rounds, in which the diameters take turns:
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.learned.DiscSpeed -Dexec.args="ROUNDS DIAMETER..."
 * </pre>
 *
 * <p>DIAMETER: in pixels, 4 or more.
 */
public final class DiscSpeed {

    private static final int SIDE = 1024;

    private DiscSpeed() {}

    public static void main(String[] args) throws IOException {
        double[] diameters = Arrays.stream(args).skip(1).mapToDouble(Double::parseDouble).toArray();
        Plane[] planes = Arrays.stream(diameters).mapToObj(DiscSpeed::draw).toArray(Plane[]::new);
        double[][] best = new double[2][diameters.length];
        int[] found = new int[diameters.length];
        for (double[] row : best) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        try (NucleusFinder learned = new AutomaticFinder(SegmentationModelFile.builtIn().model(),
                SegmentationSettings.DEFAULT)) {
            NucleusFinder[] finders = {learned, new ClassicalFinder(SegmentationSettings.DEFAULT)};
            for (int round = 0; round < Integer.parseInt(args[0]); round++) {
                for (int i = 0; i < planes.length; i++) {
                    for (int method = 0; method < finders.length; method++) {
                        long began = System.nanoTime();
                        int count = finders[method].find(planes[i]).nuclei().size();
                        best[method][i] = Math.min(best[method][i], (System.nanoTime() - began) / 1e9);
                        found[i] = method == 0 ? count : found[i];
                    }
                }
            }
        }
        for (int i = 0; i < planes.length; i++) {
            System.out.printf(Locale.ROOT, "diameter %.0f: automatic %.2f s (%d nuclei), classical %.2f s%n",
                    diameters[i], best[0][i], found[i], best[1][i]);
        }
    }

    private static Plane draw(double diameter) {
        Random random = new Random(1);
        double cell = 1.5 * diameter;
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % SIDE) % cell - cell / 2;
            double y = (i / SIDE) % cell - cell / 2;
            pixels[i] = Math.hypot(x, y) <= diameter / 2 ? 120 : 20;
        }
        ArrayImg<FloatType, FloatArray> img = ArrayImgs.floats(pixels, SIDE, SIDE);
        GaussianBlur.blurInPlace(img, 1);
        for (FloatType pixel : img) {
            pixel.set(Math.round(pixel.get() + 3 * random.nextGaussian()));
        }
        return new Plane(img, 1, 1, Colour.LUMINANCE);
    }
}
