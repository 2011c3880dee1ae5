package io.github.nucleoscope.images.pixels;

import java.util.Random;
import java.util.function.BiPredicate;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.real.FloatType;

/** Test images, drawn in code. */
public final class Drawing {

    private Drawing() {}

    /** Intensity {@code high} where the shape is, {@code low} elsewhere. */
    public static ArrayImg<FloatType, FloatArray> shape(int width, int height, float low, float high,
            BiPredicate<Integer, Integer> shape) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = shape.test(i % width, i / width) ? high : low;
        }
        return ArrayImgs.floats(pixels, width, height);
    }

    public static BiPredicate<Integer, Integer> ellipse(double cx, double cy, double rx, double ry) {
        return (x, y) -> Math.pow((x - cx) / rx, 2) + Math.pow((y - cy) / ry, 2) <= 1;
    }

    public static BiPredicate<Integer, Integer> disc(double cx, double cy, double r) {
        return ellipse(cx, cy, r, r);
    }

    /** Discs at random places, of radius 3 to 10 and brightness 60 to 220, on noise of sigma 3 around 20; rounded. */
    public static ArrayImg<FloatType, FloatArray> field(int width, int height, int discs, Random random) {
        float[] pixels = new float[width * height];
        for (int d = 0; d < discs; d++) {
            int cx = random.nextInt(width);
            int cy = random.nextInt(height);
            BiPredicate<Integer, Integer> disc = disc(cx, cy, 3 + 7 * random.nextDouble());
            float brightness = 60 + random.nextInt(160);
            for (int y = Math.max(0, cy - 10); y <= Math.min(height - 1, cy + 10); y++) {
                for (int x = Math.max(0, cx - 10); x <= Math.min(width - 1, cx + 10); x++) {
                    if (disc.test(x, y)) {
                        pixels[y * width + x] = brightness;
                    }
                }
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, Math.min(255, Math.round(pixels[i] + 20 + 3 * random.nextGaussian())));
        }
        return ArrayImgs.floats(pixels, width, height);
    }

    public static ArrayImg<FloatType, FloatArray> noise(int width, int height, Random random) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 100 * random.nextFloat() - 50;
        }
        return ArrayImgs.floats(pixels, width, height);
    }

    public static ArrayImg<NativeBoolType, BooleanArray> randomMask(int width, int height, double density,
            Random random) {
        boolean[] pixels = new boolean[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble() < density;
        }
        return Mask.of(pixels, width, height);
    }
}
