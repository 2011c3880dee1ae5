package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.BoxMean;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Mask;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A local threshold for images whose background or brightness varies:
 * {@code pixel > mean(window) + max(4 noise, range / 128)}, the moving average threshold (Gonzalez &amp; Woods, Digital
 * Image Processing, "Variable thresholding") with a floor under its offset. The window is a square of
 * {@code 2 radius + 1} pixels; it should be wider than a nucleus. The blurred rim of bright nuclei exceeds this
 * threshold too: {@link HalfHeight} removes it.
 *
 * <p>{@code noise} is the standard deviation of white noise in the image, by the method of Immerkær, "Fast Noise
 * Variance Estimation" (1996): the mean absolute response to the mask [1 -2 1; -2 4 -2; 1 -2 1], times sqrt(pi / 2)
 * / 6.
 * It is measured before the blur, and the offset is not reduced for the blur, so that regions with nothing but noise
 * stay empty. {@code range / 128}, with the range from the smallest to the largest pixel, keeps flat regions of
 * noiseless images empty.
 */
final class LocalContrast {

    /** Smallest contrast of a nucleus in standard deviations of the noise. */
    private static final double NOISE_LEVELS = 4;

    /** Smallest contrast of a nucleus as a fraction of the range of the image. */
    private static final double RANGE_FLOOR = 1.0 / 128;

    /** Standard deviation of the mask's response to unit white noise: the square root of 36, the sum of its squares. */
    private static final int MASK_NORM = 6;

    private LocalContrast() {}

    /**
     * @param img axes X, Y, bright nuclei, blurred, finite pixels
     * @param valid pixels to use; the others become background
     * @param radius radius of the window in pixels
     * @param noise standard deviation of the noise before the blur, see {@link #noise}
     */
    static ArrayImg<NativeBoolType, BooleanArray> apply(ArrayImg<FloatType, FloatArray> img, boolean[] valid,
            int radius, double noise) {
        float[] values = FloatPlane.values(img);
        float[] means = FloatPlane.values(BoxMean.of(img, radius));
        double offset = Math.max(NOISE_LEVELS * noise, RANGE_FLOOR * range(values));
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            mask[i] = valid[i] && (double) values[i] - means[i] > offset;
        }
        return Mask.of(mask, img.dimension(0), img.dimension(1));
    }

    private static double range(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return (double) max - min;
    }

    /** Returns the standard deviation of the noise in an image of finite pixels; 0 if it is narrower than 3 pixels. */
    static double noise(ArrayImg<FloatType, FloatArray> img) {
        return noise(img, 1);
    }

    /** Returns the standard deviation of the noise, measured in every step-th row, see {@link #noise(ArrayImg)}. */
    static double noise(ArrayImg<FloatType, FloatArray> img, int step) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        if (width < 3 || height < 3) {
            return 0;
        }
        float[] v = FloatPlane.values(img);
        double sum = 0;
        int rows = 0;
        for (int y = 1; y < height - 1; y += step) {
            rows++;
            sum += responses(v, width, y, 1, width - 2);
        }
        return noise(sum, (width - 2L) * rows);
    }

    /**
     * Returns the sum of the absolute responses to the mask in a part of a row, both ends inclusive. The mask is
     * applied as [1 -2 1] down, then across, in loops over arrays from 0, so that the compiler can vectorise them.
     */
    static double responses(float[] v, int width, int y, int fromX, int toX) {
        int start = y * width + fromX - 1;
        int count = toX - fromX + 3;
        float[] down = new float[count];
        secondDifferences(copy(v, start - width, count), copy(v, start, count), copy(v, start + width, count), down);
        float[] across = new float[count - 2];
        secondDifferences(copy(down, 0, count - 2), copy(down, 1, count - 2), copy(down, 2, count - 2), across);
        // Two sums, as each addition has to wait for the previous one.
        double even = 0;
        double odd = 0;
        for (int i = 0; i + 1 < across.length; i += 2) {
            even += Math.abs(across[i]);
            odd += Math.abs(across[i + 1]);
        }
        return even + odd + (across.length % 2 == 1 ? Math.abs(across[across.length - 1]) : 0);
    }

    private static float[] copy(float[] values, int start, int count) {
        return Arrays.copyOfRange(values, start, start + count);
    }

    private static void secondDifferences(float[] before, float[] here, float[] after, float[] differences) {
        for (int i = 0; i < differences.length; i++) {
            differences[i] = before[i] - 2 * here[i] + after[i];
        }
    }

    /** Returns the standard deviation of the noise from the sum of this many responses; 0 if there are none. */
    static double noise(double responses, long count) {
        return count == 0 ? 0 : Math.sqrt(Math.PI / 2) / MASK_NORM * responses / count;
    }
}
