package io.github.nucleoscope.segmentation.classical;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Compares accuracy and speed of ImageJ's recipe with those of the default settings, alternately on the same
 * images, in processor time of one thread. ImageJ's time ends with its masks.
 *
 * <pre>
 * MAVEN_OPTS=-XX:ActiveProcessorCount=1 mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.classical.SegmentationSpeed -Dexec.args="FOLDER ROUNDS"
 * </pre>
 *
 * <p>FOLDER: contains {@code images} and {@code labels}. ROUNDS: the first one is for warming up only.
 */
public final class SegmentationSpeed {

    private SegmentationSpeed() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        List<ImagePlus> images = new ArrayList<>();
        List<RandomAccessibleInterval<IntType>> truths = new ArrayList<>();
        long pixels = 0;
        for (Path file : ImageFiles.list(data.resolve("images"))) {
            ImagePlus image = ImageFiles.read(file);
            images.add(new ImagePlus(image.getTitle(), image.getProcessor().convertToByte(false)));
            truths.add(LabelImages.fromImagePlus(ImageFiles.read(data.resolve("labels")
                    .resolve(image.getTitle().replace(".png", ".tif"))), 1, 1));
            pixels += (long) image.getWidth() * image.getHeight();
        }
        for (int round = 0; round < rounds; round++) {
            long recipe = 0;
            long ours = 0;
            List<ImageScores> ofRecipe = new ArrayList<>();
            List<ImageScores> ofOurs = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                ImagePlus image = images.get(i);
                long start = now();
                ImagePlus theirs = ImageJRecipe.masks(image.getProcessor());
                long middle = now();
                Img<IntType> labels = ClassicalSegmenter.segment(Planes.of(image, 1).get(0).pixels(),
                        SegmentationSettings.DEFAULT);
                ours += now() - middle;
                recipe += middle - start;
                if (round == 0) {
                    ofRecipe.add(new ImageScores(image.getTitle(), SegmentationScore.ofEach(
                            LabelImages.fromImagePlus(theirs, 1, 1), truths.get(i),
                            ImageScores.thresholds())));
                    ofOurs.add(new ImageScores(image.getTitle(), SegmentationScore.ofEach(labels, truths.get(i),
                            ImageScores.thresholds())));
                }
            }
            if (round == 0) {
                List<SegmentationScore> recipes = ImageScores.pooled(ofRecipe);
                List<SegmentationScore> oursPooled = ImageScores.pooled(ofOurs);
                for (int k = 0; k < recipes.size(); k++) {
                    System.out.printf(Locale.ROOT, "AP at IoU %.1f: ImageJ's recipe %.3f, Nucleoscope %.3f%n",
                            recipes.get(k).threshold(), recipes.get(k).averagePrecision(),
                            oursPooled.get(k).averagePrecision());
                }
            } else {
                System.out.printf(Locale.ROOT,
                        "megapixels per second: ImageJ's recipe %.2f, Nucleoscope %.2f, ratio %.2f%n",
                        1e3 * pixels / recipe, 1e3 * pixels / ours, (double) recipe / ours);
            }
        }
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
