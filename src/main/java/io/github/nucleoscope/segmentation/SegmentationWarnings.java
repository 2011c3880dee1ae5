package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** Checks a plane, and the nuclei found in it, for signs of problems. */
public final class SegmentationWarnings {

    /** Nuclei hardly ever cover more of an image than this fraction. */
    private static final double MOST = 0.7;

    /** A larger fraction of pixels at the end of the range means saturated nuclei, not hot pixels. */
    private static final double SATURATED = 0.005;

    /** Bright nuclei on a dark background skew the histogram to the right, dark ones to the left. */
    private static final double SKEWED = -0.3;

    /** Edges wider than this fraction of the nucleus's diameter are blurred. */
    private static final double WIDE = 0.43;

    /** Large images are sampled with this many windows across and down. */
    private static final int WINDOWS = 4;

    /** Width and height of a window in pixels. */
    private static final int WINDOW = 1024;

    private SegmentationWarnings() {}

    /**
     * Checks a plane and its labels.
     *
     * @param plane intensities, axes X, Y
     * @param labels label image that a {@link NucleusFinder} made of it: same shape, 0 is background
     * @param polarity polarity that it was made with
     * @return the warnings; empty if all seems well
     */
    public static List<PlaneWarning> of(RandomAccessibleInterval<? extends RealType<?>> plane,
            RandomAccessibleInterval<IntType> labels, Polarity polarity) {
        float[] values = FloatPlane.values(FloatPlane.copyOf(sample(plane)));
        RandomAccessibleInterval<IntType> seen = sample(labels);
        int[] label = new int[values.length];
        int next = 0;
        for (IntType value : Views.flatIterable(seen)) {
            label[next++] = value.get();
        }
        int[] areas = rename(label);
        int found = areas.length - 1;
        int covered = label.length - areas[0];
        List<PlaneWarning> warnings = new ArrayList<>();
        float max = Float.NEGATIVE_INFINITY;
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                max = Math.max(max, value);
                min = Math.min(min, value);
            }
        }
        if (!(max > min)) {
            warnings.add(new PlaneWarning.AllPixelsEqual());
            return warnings;
        }
        boolean bright = polarity == Polarity.BRIGHT;
        double skewness = skewness(values) * (bright ? 1 : -1);
        if (skewness < SKEWED) {
            warnings.add(new PlaneWarning.OppositePolarity(bright ? Polarity.DARK : Polarity.BRIGHT));
        } else if (found == 0 && (seen == labels || isEmpty(labels))) {
            warnings.add(new PlaneWarning.NoNuclei());
        } else if (covered > MOST * label.length) {
            warnings.add(new PlaneWarning.MostlyNuclei((double) covered / label.length));
        }
        double saturated = saturated(values, bright ? max : min, max);
        if (saturated > SATURATED) {
            warnings.add(new PlaneWarning.Saturated(saturated, bright ? max : min));
        }
        // Where bright and dark are confused, what was found are no nuclei whose edges could say anything.
        if (found > 0 && skewness >= SKEWED && edgeWidth(values, label, (int) seen.dimension(0), areas) > WIDE) {
            warnings.add(new PlaneWarning.Blurred());
        }
        return warnings;
    }

    /** Renumbers the labels 1, 2, …, in raster order; returns the area of each, with the background's at index 0. */
    private static int[] rename(int[] label) {
        Map<Integer, Integer> names = new HashMap<>(Map.of(0, 0));
        int[] areas = new int[1];
        int i = 0;
        while (i < label.length) {
            // Pixels come in runs of equal labels.
            int first = i;
            int old = label[i];
            int name = names.computeIfAbsent(old, k -> names.size());
            while (i < label.length && label[i] == old) {
                label[i++] = name;
            }
            if (name == areas.length) {
                areas = Arrays.copyOf(areas, 2 * name);
            }
            areas[name] += i - first;
        }
        return Arrays.copyOf(areas, names.size());
    }

    /** Returns the image itself, or a representative sample of windows of a large one, stacked vertically. */
    private static <T> RandomAccessibleInterval<T> sample(RandomAccessibleInterval<T> img) {
        RandomAccessibleInterval<T> zeroMin = Views.zeroMin(img);
        long width = img.dimension(0);
        long height = img.dimension(1);
        if (width * height <= SegmentationSettings.LARGEST_WHOLE) {
            return img;
        }
        long windowWidth = Math.min(width, WINDOW);
        long windowHeight = Math.min(height, WINDOW);
        List<RandomAccessibleInterval<T>> windows = new ArrayList<>();
        for (int row = 0; row < WINDOWS; row++) {
            for (int column = 0; column < WINDOWS; column++) {
                long x = (width - windowWidth) * column / (WINDOWS - 1);
                long y = (height - windowHeight) * row / (WINDOWS - 1);
                windows.add(Views.zeroMin(Views.interval(zeroMin, new long[] {x, y},
                        new long[] {x + windowWidth - 1, y + windowHeight - 1})));
            }
        }
        return Views.concatenate(1, windows);
    }

    private static boolean isEmpty(RandomAccessibleInterval<IntType> labels) {
        for (IntType label : Views.iterable(labels)) {
            if (label.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /** The third standardised moment of the finite pixels. */
    private static double skewness(float[] values) {
        double sum = 0;
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sum += value;
                count++;
            }
        }
        double mean = sum / count;
        double second = 0;
        double third = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                double d = value - mean;
                second += d * d;
                third += d * d * d;
            }
        }
        double variance = second / count;
        return third / count / (variance * Math.sqrt(variance));
    }

    /** Returns the fraction of pixels at the end of a camera's range: 0 or one less than a power of 2. */
    private static double saturated(float[] values, float end, float max) {
        boolean scale = end == 0 ? max >= 255 : end >= 255 && end <= 65535 && Math.rint(end) == end
                && Integer.bitCount((int) end + 1) == 1;
        if (!scale) {
            return 0;
        }
        int count = 0;
        for (float value : values) {
            count += value == end ? 1 : 0;
        }
        return count / (double) values.length;
    }

    /**
     * Returns the edge width of the nuclei: the height of a nucleus divided by its slope at the outline, divided by its
     * diameter. The median over all nuclei.
     */
    private static double edgeWidth(float[] values, int[] label, int width, int[] areas) {
        int count = areas.length - 1;
        double[] inside = new double[count + 1];
        double[] outside = new double[count + 1];
        double[] steps = new double[count + 1];
        int[] sides = new int[count + 1];
        int height = values.length / width;
        double typical = Math.sqrt(4 / Math.PI * Arrays.stream(areas, 1, count + 1).sorted().toArray()[count / 2]);
        // Distance from the outline at which the surroundings are measured.
        int reach = (int) Math.max(6, typical / 2);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                int k = label[i];
                if (k == 0 || !Float.isFinite(values[i])) {
                    continue;
                }
                inside[k] += values[i];
                // Only sides facing the background count, and hardly any pixel has one.
                if (x > 0 && x < width - 1 && y > 0 && y < height - 1 && label[i - 1] != 0 && label[i + 1] != 0
                        && label[i - width] != 0 && label[i + width] != 0) {
                    continue;
                }
                for (int side = 0; side < 4; side++) {
                    int dx = side == 0 ? -1 : side == 1 ? 1 : 0;
                    int dy = side == 2 ? -1 : side == 3 ? 1 : 0;
                    int farX = x + reach * dx;
                    int farY = y + reach * dy;
                    if (farX < 0 || farX >= width || farY < 0 || farY >= height || label[i + dy * width + dx] != 0) {
                        continue;
                    }
                    float far = values[farY * width + farX];
                    float before = values[i - (x - dx >= 0 && x - dx < width ? dx : 0)
                            - (y - dy >= 0 && y - dy < height ? dy * width : 0)];
                    float after = values[i + 2 * dy * width + 2 * dx];
                    if (label[farY * width + farX] == 0 && Float.isFinite(far) && Float.isFinite(before)
                            && Float.isFinite(after)) {
                        outside[k] += far;
                        steps[k] += (before - after) / 3;
                        sides[k]++;
                    }
                }
            }
        }
        double[] widths = new double[count];
        int measured = 0;
        for (int k = 1; k <= count; k++) {
            if (sides[k] > 0) {
                double top = Math.abs(inside[k] / areas[k] - outside[k] / sides[k]);
                double slope = Math.max(1e-9, Math.abs(steps[k] / sides[k]));
                widths[measured++] = top / slope / Math.sqrt(4 / Math.PI * areas[k]);
            }
        }
        if (measured == 0) {
            return 0;
        }
        Arrays.sort(widths, 0, measured);
        return widths[measured / 2];
    }
}
