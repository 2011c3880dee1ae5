package io.github.nucleoscope.segmentation.learned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;

/**
 * Adds image-wide light to each image of a folder. The first folder of copies has a haze of 1 to 8
 * times the brightest pixel added; the second one has uneven illumination, from a fifth to full; 16 bits. Half of the
 * light patterns are slopes, half are beams.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.learned.HazyImages -Dexec.args="IMAGES HAZY UNEVEN"
 * </pre>
 */
public final class HazyImages {

    private HazyImages() {}

    public static void main(String[] args) throws IOException {
        int seed = 1000;
        for (Path file : ImageFiles.list(Path.of(args[0]))) {
            Random random = new Random(seed++);
            FloatProcessor pixels = ImageFiles.read(file).getProcessor().convertToFloatProcessor();
            pixels.resetMinAndMax();
            double haze = Math.exp(random.nextDouble() * Math.log(8)) * pixels.getMax();
            float[] light = light(pixels.getWidth(), pixels.getHeight(), random);
            FloatProcessor hazy = (FloatProcessor) pixels.duplicate();
            FloatProcessor uneven = (FloatProcessor) pixels.duplicate();
            for (int i = 0; i < light.length; i++) {
                hazy.setf(i, (float) (pixels.getf(i) + haze * light[i]));
                uneven.setf(i, (float) (pixels.getf(i) * (0.2 + 0.8 * light[i])));
            }
            save(hazy, Path.of(args[1]), ImageFiles.baseName(file));
            save(uneven, Path.of(args[2]), ImageFiles.baseName(file));
        }
        System.exit(0); // AWT's threads would keep Java alive
    }

    /** Returns values from 0 to 1. */
    private static float[] light(int width, int height, Random random) {
        double slopeX = random.nextGaussian();
        double slopeY = random.nextGaussian();
        double centreX = random.nextDouble() * width;
        double centreY = random.nextDouble() * height;
        double deviation = (0.3 + 0.5 * random.nextDouble()) * Math.max(width, height);
        boolean slope = random.nextBoolean();
        FloatProcessor light = new FloatProcessor(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double squared = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
                light.setf(x, y, (float) (slope ? slopeX * x / width + slopeY * y / height
                        : Math.exp(-squared / (2 * deviation * deviation))));
            }
        }
        light.resetMinAndMax();
        double least = light.getMin();
        double range = light.getMax() - least;
        light.subtract(least);
        light.multiply(1 / range);
        return (float[]) light.getPixels();
    }

    private static void save(FloatProcessor pixels, Path folder, String name) throws IOException {
        pixels.resetMinAndMax();
        pixels.multiply(60_000 / pixels.getMax());
        ImageProcessor bits = pixels.convertToShortProcessor(false);
        ImageFiles.saveTiff(new ImagePlus(name, bits), Files.createDirectories(folder).resolve(name + ".tif"));
    }
}
