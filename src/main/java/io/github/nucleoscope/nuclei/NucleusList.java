package io.github.nucleoscope.nuclei;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Measures the nuclei of a label image: two passes over it, whatever the number of nuclei. */
public final class NucleusList {

    private NucleusList() {}

    /**
     * The nuclei of a label image, ordered by label. Labels may be sparse, and a nucleus need not be connected.
     *
     * @param labels label image, axes X, Y; 0 is background
     * @param plane intensities, the same shape. Its minimum may differ: the nuclei are in the plane's coordinates
     * @throws IllegalArgumentException if the shapes differ, or a label is negative or beyond the largest int
     */
    public static List<Nucleus> of(RandomAccessibleInterval<? extends IntegerType<?>> labels,
            RandomAccessibleInterval<? extends RealType<?>> plane) {
        if (!Arrays.equals(labels.dimensionsAsLongArray(), plane.dimensionsAsLongArray())) {
            throw new IllegalArgumentException("the label image has shape "
                    + Arrays.toString(labels.dimensionsAsLongArray()) + ", the intensity plane "
                    + Arrays.toString(plane.dimensionsAsLongArray()) + ": they must be the same");
        }
        FloatPlane.requirePlane(plane);
        Map<Integer, Measurement> measurements = measure(labels, plane);
        drawMasks(labels, measurements);
        List<Nucleus> nuclei = new ArrayList<>(measurements.size());
        measurements.forEach((label, m) -> nuclei.add(m.nucleus(label, plane.min(0), plane.min(1))));
        return nuclei;
    }

    private static Map<Integer, Measurement> measure(RandomAccessibleInterval<? extends IntegerType<?>> labels,
            RandomAccessibleInterval<? extends RealType<?>> plane) {
        Map<Integer, Measurement> measurements = new TreeMap<>();
        Cursor<? extends IntegerType<?>> label = Views.flatIterable(labels).cursor();
        Cursor<? extends RealType<?>> pixel = Views.flatIterable(plane).cursor();
        int width = (int) labels.dimension(0);
        int height = (int) labels.dimension(1);
        long last = 0;
        Measurement m = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long value = label.next().getIntegerLong();
                RealType<?> intensity = pixel.next();
                if (value == 0) {
                    continue;
                }
                // Pixels come in runs of one label: look it up once a run.
                if (value != last) {
                    if (value < 0 || value > Integer.MAX_VALUE) {
                        throw new IllegalArgumentException("label " + value + " at (" + x + ", " + y
                                + ") is not between 0 and " + Integer.MAX_VALUE + ": is this a label image?");
                    }
                    m = measurements.computeIfAbsent((int) value, v -> new Measurement());
                    last = value;
                }
                m.add(x, y, intensity.getRealDouble());
            }
        }
        return measurements;
    }

    private static void drawMasks(RandomAccessibleInterval<? extends IntegerType<?>> labels,
            Map<Integer, Measurement> measurements) {
        Cursor<? extends IntegerType<?>> label = Views.flatIterable(labels).cursor();
        int width = (int) labels.dimension(0);
        int height = (int) labels.dimension(1);
        int last = 0;
        Measurement m = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = (int) label.next().getIntegerLong();
                if (value == 0) {
                    continue;
                }
                if (value != last) {
                    m = measurements.get(value);
                    last = value;
                }
                m.draw(x, y);
            }
        }
    }

    /** What is known of one label while the passes run. Coordinates are from the top left pixel of the image. */
    private static final class Measurement {
        private int minX = Integer.MAX_VALUE;
        private int maxX;
        private int minY;
        private int maxY;
        private int area;
        private long sumX;
        private long sumY;
        private int finitePixels;
        private double sum;
        private long[] bits;

        void add(int x, int y, double intensity) {
            if (area == 0) {
                minY = y;
            }
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            maxY = y;
            area++;
            sumX += x;
            sumY += y;
            if (Double.isFinite(intensity)) {
                finitePixels++;
                sum += intensity;
            }
        }

        /** Sets a bit of the mask; BitType packs 64 pixels, row by row, into each long. */
        void draw(int x, int y) {
            if (bits == null) {
                bits = new long[Math.toIntExact(((long) width() * height() + 63) / 64)];
            }
            long index = (long) (y - minY) * width() + x - minX;
            bits[(int) (index >>> 6)] |= 1L << (index & 63);
        }

        private int width() {
            return maxX - minX + 1;
        }

        private int height() {
            return maxY - minY + 1;
        }

        Nucleus nucleus(int label, long planeX, long planeY) {
            RandomAccessibleInterval<BitType> mask = Views.translate(
                    ArrayImgs.bits(new LongArray(bits), width(), height()), planeX + minX, planeY + minY);
            return new Nucleus(label, mask, planeX + (double) sumX / area, planeY + (double) sumY / area, area,
                    finitePixels == 0 ? Double.NaN : sum / finitePixels);
        }
    }
}
