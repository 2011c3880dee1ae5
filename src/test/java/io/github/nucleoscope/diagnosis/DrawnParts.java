package io.github.nucleoscope.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.training.LearningParts;

/** Training and validation crops drawn in code, of graded difficulty: round nuclei whose classes differ in texture. */
final class DrawnParts {

    static final int SIZE = 32;

    private static final int CROPS_OF_AN_IMAGE = 10;

    private DrawnParts() {}

    /** Draws the texture of one crop of a class, mean 0 and deviation 1 or so. */
    interface Texture {
        double[] draw(int classIndex, Random random);
    }

    /** Blobs of another size in each class: white noise blurred by boxes, from three passes of a width. */
    static Texture blobs(double noise, int... widths) {
        return (classIndex, random) -> {
            double[] values = white(random);
            for (int pass = 0; pass < 3; pass++) {
                values = blur(values, widths[classIndex]);
            }
            standardise(values);
            return withNoise(values, noise, random);
        };
    }

    /** Stripes of another direction in each class, at a random place, of a wave length of 6 pixels. */
    static Texture stripes(double noise) {
        return (classIndex, random) -> {
            double phase = 2 * Math.PI * random.nextDouble();
            double[] values = new double[SIZE * SIZE];
            for (int i = 0; i < values.length; i++) {
                // Along X, or along the diagonal: flips and quarter turns do not turn one into the other.
                double along = classIndex == 0 ? i % SIZE : (i % SIZE + i / SIZE) / Math.sqrt(2);
                values[i] = Math.sqrt(2) * Math.sin(2 * Math.PI * along / 6 + phase);
            }
            return withNoise(values, noise, random);
        };
    }

    /** One bright spot in the first class, two in the second. */
    static Texture spots(double noise) {
        return (classIndex, random) -> {
            double[] values = new double[SIZE * SIZE];
            for (int spot = 0; spot <= classIndex; spot++) {
                double x = SIZE / 2.0 + 8 * (random.nextDouble() - 0.5);
                double y = SIZE / 2.0 + (classIndex == 0 ? 0 : spot == 0 ? -6 : 6);
                for (int i = 0; i < values.length; i++) {
                    double dx = i % SIZE - x;
                    double dy = i / SIZE - y;
                    values[i] += 4 * Math.exp(-(dx * dx + dy * dy) / 8);
                }
            }
            return withNoise(values, noise, random);
        };
    }

    static LearningParts of(Texture texture, int classes, int train, int validation, long seed) {
        Random random = new Random(seed);
        return new LearningParts(part("train", texture, classes, train, random),
                part("validation", texture, classes, validation, random), new Preparation(
                        new CropSettings(SIZE, Scale.FIXED, Background.ZERO, true), Optional.empty(),
                        PixelSize.UNCALIBRATED, 1), "drawn");
    }

    /** Returns a copy with labels that have nothing to do with the crops. */
    static LearningParts withRandomLabels(LearningParts parts, long seed) {
        Random random = new Random(seed);
        return new LearningParts(random(parts.train(), random), random(parts.validation(), random),
                parts.preparation(), "drawn, labels random");
    }

    private static Dataset random(Dataset part, Random random) {
        return new Dataset(part.classNames(), part.crops().stream()
                .map(crop -> new LabelledCrop(crop.crop(), random.nextInt(part.classNames().size()))).toList());
    }

    private static Dataset part(String name, Texture texture, int classes, int cropsPerClass, Random random) {
        List<String> names = new ArrayList<>();
        List<LabelledCrop> crops = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            names.add("class" + c);
        }
        for (int n = 0; n < cropsPerClass * classes; n++) {
            double[] values = texture.draw(n % classes, random);
            double radius = 11 + 3 * random.nextDouble();
            float[] pixels = new float[SIZE * SIZE];
            for (int i = 0; i < pixels.length; i++) {
                double dx = i % SIZE - (SIZE - 1) / 2.0;
                double dy = i / SIZE - (SIZE - 1) / 2.0;
                // Inside the nucleus 128 and 32 deviations, outside 0.
                pixels[i] = dx * dx + dy * dy > radius * radius ? 0
                        : (float) Math.max(0, Math.min(255, 128 + 32 * values[i]));
            }
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, SIZE, 1),
                    name + n / CROPS_OF_AN_IMAGE, n + 1), n % classes));
        }
        return new Dataset(names, crops);
    }

    private static double[] white(Random random) {
        double[] values = new double[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static double[] withNoise(double[] values, double noise, Random random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + noise * random.nextGaussian()) / Math.sqrt(1 + noise * noise);
        }
        return values;
    }

    /** The mean of a square of so many pixels; the picture goes round. */
    private static double[] blur(double[] values, int width) {
        double[] blurred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int y = 0; y < width; y++) {
                for (int x = 0; x < width; x++) {
                    sum += values[(i / SIZE + y) % SIZE * SIZE + (i % SIZE + x) % SIZE];
                }
            }
            blurred[i] = sum / (width * width);
        }
        return blurred;
    }

    private static void standardise(double[] values) {
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            mean += value / values.length;
            squares += value * value / values.length;
        }
        double deviation = Math.sqrt(squares - mean * mean);
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
