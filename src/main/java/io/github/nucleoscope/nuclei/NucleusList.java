package io.github.nucleoscope.nuclei;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Measures the nuclei of a label image in two passes over it, whatever the number of nuclei. */
public final class NucleusList {

    private NucleusList() {}

    /**
     * Lists the nuclei of a label image, ordered by label. Labels may be sparse, and a nucleus need not be connected.
     *
     * @param labels label image, axes X, Y; 0 is background
     * @param plane intensities, same shape. Its minimum may differ: nuclei are in the coordinates of this plane
     * @throws InputException if a label is negative or exceeds the largest int
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
        Cursor<? extends RealType<?>> pixel = Views.flatIterable(plane).cursor();
        forEachRun(labels, (label, y, from, to, gap) -> {
            pixel.jumpFwd(gap);
            Measurement m = measurements.computeIfAbsent(label, v -> new Measurement());
            m.add(y, from, to);
            for (int x = from; x < to; x++) {
                m.add(pixel.next().getRealDouble());
            }
        });
        return measurements;
    }

    private static void drawMasks(RandomAccessibleInterval<? extends IntegerType<?>> labels,
            Map<Integer, Measurement> measurements) {
        forEachRun(labels, (label, y, from, to, gap) -> measurements.get(label).draw(y, from, to));
    }

    /** Visits runs of pixels of a row that have the same label. */
    private interface RunVisitor {

        /**
         * @param from column of the first pixel
         * @param to column after the last one
         * @param gap number of background pixels since the last run
         */
        void visit(int label, int y, int from, int to, long gap);
    }

    private static void forEachRun(RandomAccessibleInterval<? extends IntegerType<?>> labels, RunVisitor visitor) {
        Cursor<? extends IntegerType<?>> label = Views.flatIterable(labels).cursor();
        int height = (int) labels.dimension(1);
        long[] row = new long[(int) labels.dimension(0)];
        long gap = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = label.next().getIntegerLong();
            }
            int x = 0;
            while (x < row.length) {
                int from = x;
                long value = row[x];
                while (x < row.length && row[x] == value) {
                    x++;
                }
                if (value == 0) {
                    gap += x - from;
                    continue;
                }
                if (value < 0 || value > Integer.MAX_VALUE) {
                    throw new InputException("label " + value + " at (" + from + ", " + y
                            + ") is not between 0 and " + Integer.MAX_VALUE + ": is this a label image?");
                }
                visitor.visit((int) value, y, from, x, gap);
                gap = 0;
            }
        }
    }

    /** What is known about a label during the passes. Coordinates are relative to the top left pixel of the image. */
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

        /** Adds the pixels of a row from one column up to, not including, another. */
        void add(int y, int from, int to) {
            if (area == 0) {
                minY = y;
            }
            minX = Math.min(minX, from);
            maxX = Math.max(maxX, to - 1);
            maxY = y;
            area += to - from;
            sumX += (to - from) * (from + to - 1L) / 2;
            sumY += (long) y * (to - from);
        }

        /** Adds the intensity of a pixel. */
        void add(double intensity) {
            if (Double.isFinite(intensity)) {
                finitePixels++;
                sum += intensity;
            }
        }

        /** Sets bits of the mask; BitType packs 64 pixels, row by row, into each long. */
        void draw(int y, int from, int to) {
            if (bits == null) {
                bits = new long[Math.toIntExact(((long) width() * height() + 63) / 64)];
            }
            long index = (long) (y - minY) * width() - minX;
            for (long i = index + from; i < index + to; i++) {
                bits[(int) (i >>> 6)] |= 1L << (i & 63);
            }
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
