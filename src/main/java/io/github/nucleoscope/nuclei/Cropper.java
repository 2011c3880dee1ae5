package io.github.nucleoscope.nuclei;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Cuts crops out of images according to the settings. The window is centred on the nucleus's bounding box, so a
 * nucleus whose box fits into the window is never cut off.
 *
 * <p>Pixels outside the image are 0. With {@link Background#ZERO} so are those outside the nucleus; if the crop is
 * resampled, so is the mask, and a crop pixel is inside if at least half of it is.
 *
 * <p>With {@code normalise}, the smallest finite pixel becomes 0 and the largest 255, linearly; if these are equal,
 * finite pixels become 127.5. They are measured over the crop's pixels inside the nucleus, or, with
 * {@link Background#KEEP}, over all the crop's pixels inside the image. NaN becomes 0, +infinity 255 and -infinity 0.
 * Without {@code normalise}, NaN becomes 0, and infinities the largest and smallest finite pixel (0 if there is
 * none). So crops are always finite. Immutable, and safe for use by several threads.
 */
public final class Cropper {

    /** With {@link Scale#FIT}, side of the window relative to the longer side of the bounding box: a margin of 10 %. */
    private static final double FIT_MARGIN = 1.1;

    /** The value of a nucleus without contrast: the middle of [0, 255]. */
    private static final double FLAT = 127.5;

    /** Pixel sizes that differ by a larger factor are a mistake. */
    private static final double MAX_SCALE = 1000;

    private final CropSettings settings;

    public Cropper(CropSettings settings) {
        this.settings = settings;
    }

    /**
     * Cuts out one nucleus.
     *
     * @param plane the image, axes X, Y; any minimum
     * @param nucleus in the plane's coordinates
     * @param source name of the image
     * @param scale the image's pixel size divided by the model's, 0.001 to 1000; 1 copies pixels unchanged. Above 1,
     *     pixels are interpolated linearly, below 1 averaged. {@link Scale#FIT} ignores it
     * @return a crop of {@link CropSettings#size()} squared pixels
     * @throws InputException if the scale is out of range
     */
    public Crop crop(RandomAccessibleInterval<? extends RealType<?>> plane, Nucleus nucleus, String source,
            double scale) {
        requireScale(scale);
        Interval box = nucleus.mask();
        double zoom = settings.scale() == Scale.FIT ? settings.size() / (FIT_MARGIN * longerSide(box)) : scale;
        Window window = new Window(taps(box, 0, zoom), taps(box, 1, zoom));
        if (settings.background() == Background.ZERO) {
            window.keepOnly(nucleus.mask());
        }
        window.sample(plane);
        Range range = settings.normalise() ? Range.of(window) : null;
        return new Crop(window.crop(range), source, nucleus.label());
    }

    /**
     * Prepares a ready-made crop, such as a file of a training set: centred, and padded with 0 or cut to size, without
     * rescaling; with {@link Scale#FIT} scaled so that its longer side fills the crop. Pixels are normalised over the
     * whole image, even where parts of it are cut off. With {@link Background#ZERO} the background must be 0 already:
     * pixels of exactly 0 are outside the nucleus; they stay 0 and are not used for normalisation.
     *
     * @param image axes X, Y; any minimum
     * @param source name of the image that it was cut from, or a name that only this crop has
     * @param sourceKnown whether {@code source} is the name of that image
     * @return a crop with label 0
     */
    public Crop ofWhole(RandomAccessibleInterval<? extends RealType<?>> image, String source, boolean sourceKnown) {
        FloatPlane.requirePlane(image);
        double zoom = settings.scale() == Scale.FIT ? settings.size() / (double) longerSide(image) : 1;
        Window window = new Window(taps(image, 0, zoom), taps(image, 1, zoom));
        window.sample(image);
        boolean zeroed = settings.background() == Background.ZERO;
        if (zeroed) {
            window.clearZeros();
        }
        Range range = settings.normalise() ? Range.of(image, zeroed) : null;
        return new Crop(window.crop(range), source, sourceKnown, 0);
    }

    /** Returns whether parts of the nucleus are cut off because it is larger than the window. */
    public boolean cutsOff(Nucleus nucleus, double scale) {
        requireScale(scale);
        return settings.scale() == Scale.FIXED && longerSide(nucleus.mask()) * scale > settings.size();
    }

    private static void requireScale(double scale) {
        if (!(scale >= 1 / MAX_SCALE && scale <= MAX_SCALE)) {
            throw new InputException("the image's pixels are " + scale + " times the size of the model's, "
                    + "which is not between 0.001 and 1000: correct the pixel size", Correction.IMAGE_PROPERTIES);
        }
    }

    private static long longerSide(Interval box) {
        return Math.max(box.dimension(0), box.dimension(1));
    }

    private Taps taps(Interval box, int axis, double zoom) {
        int size = settings.size();
        if (zoom == 1) {
            return Taps.copying(box.min(axis) + Math.floorDiv(box.dimension(axis) - size, 2), size);
        }
        return Taps.resampling((box.min(axis) + box.max(axis)) / 2.0, zoom, size);
    }

    /** Smallest and largest finite pixel; NaN if none is finite. */
    private record Range(double min, double max) {

        static Range of(Window window) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < window.values.length; i++) {
                if (window.inside[i] && Double.isFinite(window.values[i])) {
                    min = Math.min(min, window.values[i]);
                    max = Math.max(max, window.values[i]);
                }
            }
            return min <= max ? new Range(min, max) : new Range(Double.NaN, Double.NaN);
        }

        static Range of(RandomAccessibleInterval<? extends RealType<?>> image, boolean withoutZeros) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (RealType<?> pixel : image) {
                double value = pixel.getRealDouble();
                if (Double.isFinite(value) && !(withoutZeros && value == 0)) {
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
            return min <= max ? new Range(min, max) : new Range(Double.NaN, Double.NaN);
        }

        double stretch(double value) {
            if (Double.isNaN(value) || value == Double.NEGATIVE_INFINITY) {
                return 0;
            }
            if (value == Double.POSITIVE_INFINITY) {
                return 255;
            }
            // Halved, because the range of doubles itself can overflow.
            double span = max / 2 - min / 2;
            if (span == 0) {
                return FLAT;
            }
            // Interpolation may round beyond the limits.
            double fraction = (value / 2 - min / 2) / span;
            return 255 * Math.max(0, Math.min(1, fraction));
        }

        double clamp(double value) {
            if (Double.isNaN(value) || Double.isNaN(min)) {
                return 0;
            }
            double clamped = Math.max(min, Math.min(max, value));
            return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, clamped));
        }
    }

    /** The crop's pixels before they are normalised, row by row. */
    private static final class Window {
        private final Taps columns;
        private final Taps rows;
        private final int size;
        private final double[] values;

        /** Whether a pixel is in the image and, where that counts, in the nucleus. */
        private final boolean[] inside;

        Window(Taps columns, Taps rows) {
            this.columns = columns;
            this.rows = rows;
            size = columns.size();
            values = new double[size * size];
            inside = new boolean[size * size];
            Arrays.fill(inside, true);
        }

        /** Fills in the pixels that are inside. */
        void sample(RandomAccessibleInterval<? extends RealType<?>> plane) {
            RandomAccess<? extends RealType<?>> access = plane.randomAccess();
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    if (inside[y * size + x]) {
                        sample(plane, access, x, y);
                    }
                }
            }
        }

        private void sample(Interval plane, RandomAccess<? extends RealType<?>> access, int x, int y) {
            double[] weightsX = columns.weights(x);
            double[] weightsY = rows.weights(y);
            double covered = 0;
            double weight = 0;
            double sum = 0;
            for (int j = 0; j < weightsY.length; j++) {
                long py = rows.first(y) + j;
                if (py < plane.min(1) || py > plane.max(1)) {
                    continue;
                }
                access.setPosition(py, 1);
                for (int i = 0; i < weightsX.length; i++) {
                    long px = columns.first(x) + i;
                    double w = weightsX[i] * weightsY[j];
                    if (px < plane.min(0) || px > plane.max(0) || w == 0) {
                        continue;
                    }
                    covered += w;
                    access.setPosition(px, 0);
                    double value = access.get().getRealDouble();
                    if (!Double.isNaN(value)) {
                        weight += w;
                        sum += w * value;
                    }
                }
            }
            inside[y * size + x] = covered >= 0.5 - 1e-9;
            values[y * size + x] = weight > 0 ? sum / weight : Double.NaN;
        }

        /** Marks pixels of which the mask covers less than half as outside. */
        void keepOnly(RandomAccessibleInterval<BitType> mask) {
            RandomAccess<BitType> access = mask.randomAccess();
            for (int y = 0; y < size; y++) {
                boolean beside = rows.first(y) > mask.max(1) || rows.first(y) + rows.weights(y).length <= mask.min(1);
                for (int x = 0; x < size; x++) {
                    inside[y * size + x] = !beside && coverage(mask, access, x, y) >= 0.5 - 1e-9;
                }
            }
        }

        void clearZeros() {
            for (int i = 0; i < values.length; i++) {
                inside[i] &= values[i] != 0;
            }
        }

        private double coverage(Interval mask, RandomAccess<BitType> access, int x, int y) {
            double[] weightsX = columns.weights(x);
            double[] weightsY = rows.weights(y);
            double covered = 0;
            for (int j = 0; j < weightsY.length; j++) {
                long py = rows.first(y) + j;
                if (py < mask.min(1) || py > mask.max(1)) {
                    continue;
                }
                access.setPosition(py, 1);
                for (int i = 0; i < weightsX.length; i++) {
                    long px = columns.first(x) + i;
                    if (px < mask.min(0) || px > mask.max(0)) {
                        continue;
                    }
                    access.setPosition(px, 0);
                    covered += access.get().get() ? weightsX[i] * weightsY[j] : 0;
                }
            }
            return covered;
        }

        /** @param range range that is stretched to [0, 255]; null only makes intensities finite */
        ArrayImg<FloatType, FloatArray> crop(Range range) {
            float[] pixels = new float[values.length];
            Range limits = range == null ? Range.of(this) : range;
            for (int i = 0; i < pixels.length; i++) {
                if (inside[i]) {
                    pixels[i] = (float) (range == null ? limits.clamp(values[i]) : limits.stretch(values[i]));
                }
            }
            return ArrayImgs.floats(pixels, size, size);
        }
    }
}
