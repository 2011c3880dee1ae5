package io.github.nucleoscope.segmentation.learned;

import java.util.Arrays;
import java.util.Optional;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.apache.commons.math3.util.KthSelector;

/**
 * Range of intensities that is mapped to 0 to 1 for a network: from the 1st to the 99.8th percentile of the finite
 * pixels of a plane, so that neither exposure nor single hot pixels matter. Values outside map to below 0 and above 1.
 *
 * @param low intensity that becomes 0
 * @param high intensity that becomes 1; above {@code low}, or below it if nuclei are dark
 */
public record Brightness(double low, double high) {

    private static final double LOW_PERCENTILE = 1;
    private static final double HIGH_PERCENTILE = 99.8;

    /** Number of pixels to sample: in larger planes, every n-th pixel. */
    private static final int MOST_PIXELS = 1 << 20;

    /** Limits the range: noise with a few hot pixels must not turn into a nucleus of brightness 1000. */
    private static final float FURTHEST = 10;

    /**
     * Measures a plane.
     *
     * @param dark whether nuclei are darker than the background
     * @return empty if all sampled finite pixels are equal, or if there are none
     */
    public static Optional<Brightness> of(RandomAccessibleInterval<? extends RealType<?>> plane, boolean dark) {
        long pixels = Views.iterable(plane).size();
        long step = step(pixels);
        double[] values = new double[(int) (pixels / step)];
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            cursor.jumpFwd(step);
            float value = cursor.get().getRealFloat();
            if (Float.isFinite(value)) {
                values[count++] = value;
            }
        }
        return of(Arrays.copyOf(values, count), dark);
    }

    /** Returns the distance, in pixels row by row, from one pixel that is sampled to the next. */
    static long step(long pixels) {
        return (pixels + MOST_PIXELS - 1) / MOST_PIXELS;
    }

    /**
     * Measures a sample of finite pixels.
     *
     * @param values pixels in any order; reordered
     */
    static Optional<Brightness> of(double[] values, boolean dark) {
        int count = values.length;
        if (count == 0) {
            return Optional.empty();
        }
        Order order = new Order(values);
        double low = order.percentile(dark ? 100 - HIGH_PERCENTILE : LOW_PERCENTILE);
        double high = order.percentile(dark ? 100 - LOW_PERCENTILE : HIGH_PERCENTILE);
        if (low == high) {
            // Nuclei so few that the percentiles miss them.
            low = order.value(0);
            high = order.value(count - 1);
        }
        if (low == high) {
            return Optional.empty();
        }
        return Optional.of(dark ? new Brightness(high, low) : new Brightness(low, high));
    }

    /**
     * Order statistics of values, by selection: sorting took most of the time of measuring a plane.
     *
     * @param values values, which are reordered
     * @param pivots pivots of the selections so far, reused by the next one
     */
    private record Order(double[] values, int[] pivots) {

        private static final KthSelector SELECTOR = new KthSelector();

        Order(double[] values) {
            this(values, filled(1 << 9));
        }

        private static int[] filled(int length) {
            int[] pivots = new int[length];
            Arrays.fill(pivots, -1);
            return pivots;
        }

        double value(int place) {
            return SELECTOR.select(values, pivots, place);
        }

        /** Interpolates linearly between the order statistics, like numpy's default. */
        double percentile(double percent) {
            double place = percent / 100 * (values.length - 1);
            int below = (int) place;
            double share = place - below;
            return share == 0 ? value(below) : value(below) * (1 - share) + value(below + 1) * share;
        }
    }

    /** Maps a pixel to the network's range; values that are not finite become as dark as the background. */
    public float apply(float value) {
        return bounded(scaled(value));
    }

    private float scaled(float value) {
        return Float.isFinite(value) ? (float) ((value - low) / (high - low)) : 0;
    }

    private static float bounded(float value) {
        return Math.max(-FURTHEST, Math.min(FURTHEST, value));
    }

    /** Maps a whole plane, row by row. */
    public float[] apply(RandomAccessibleInterval<? extends RealType<?>> plane) {
        float[] values = unbounded(plane);
        for (int i = 0; i < values.length; i++) {
            values[i] = bounded(values[i]);
        }
        return values;
    }

    /** Maps a whole plane, row by row, without limiting values beyond 0 and 1. */
    float[] unbounded(RandomAccessibleInterval<? extends RealType<?>> plane) {
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        float[] values = new float[Math.toIntExact(Views.iterable(plane).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = scaled(cursor.next().getRealFloat());
        }
        return values;
    }
}
