package io.github.nucleoscope.images;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * What the pixel values of an image, or of all images of one type, tell about the scale of its intensities.
 *
 * @param bits bits of a pixel's value: 8, 16 or 32
 * @param min smallest finite value; 0 if there is none
 * @param max largest finite value; 0 if there is none
 * @param whole whether all values are whole numbers
 * @param copied8 whether all values are those of an 8-bit image times 257 (16 bits) or divided by 255 (32 bits)
 */
public record Samples(int bits, double min, double max, boolean whole, boolean copied8) {

    /** How far from a whole number a value of an 8-bit image divided and multiplied by 255 may be. */
    private static final double ROUNDING = 1e-3;

    /** Measures planes of one type, one or more. */
    public static Samples of(List<? extends RandomAccessibleInterval<? extends RealType<?>>> planes) {
        int bits = planes.get(0).getType().getBitsPerPixel();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        boolean copied8 = bits > 8;
        for (RandomAccessibleInterval<? extends RealType<?>> plane : planes) {
            for (RealType<?> pixel : plane) {
                double value = pixel.getRealDouble();
                if (!Double.isFinite(value)) {
                    continue;
                }
                min = Math.min(min, value);
                max = Math.max(max, value);
                whole &= value == Math.rint(value);
                copied8 &= isCopied(bits, value);
            }
        }
        return min <= max ? new Samples(bits, min, max, whole, copied8) : new Samples(bits, 0, 0, true, copied8);
    }

    private static boolean isCopied(int bits, double value) {
        if (bits == 16) {
            return value >= 0 && value % 257 == 0;
        }
        return value >= 0 && value <= 1 && Math.abs(255 * value - Math.rint(255 * value)) < ROUNDING;
    }

    /** Returns what both tell; they must have the same bits. */
    public Samples and(Samples other) {
        return new Samples(bits, Math.min(min, other.min), Math.max(max, other.max), whole && other.whole,
                copied8 && other.copied8);
    }

    /** Returns the largest magnitude of a value. */
    public double magnitude() {
        return Math.max(Math.abs(min), Math.abs(max));
    }
}
