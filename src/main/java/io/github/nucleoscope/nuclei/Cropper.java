package io.github.nucleoscope.nuclei;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;

/**
 * Cuts crops out of images according to the settings. The window is centred on the nucleus's bounding box, so a
 * nucleus whose box fits into the window is never cut off.
 *
 * <p>Pixels outside the image are 0. With {@link Background#ZERO} so are those outside the nucleus; if the crop is
 * resampled, so is the mask, and a crop pixel is inside if at least half of it is.
 *
 * <p>With a {@link Normalisation}, the smallest finite pixel becomes 0 and the largest 255, linearly; if these are
 * equal, finite pixels become 127.5. They are measured over the crop's pixels inside the nucleus, or, with
 * {@link Background#KEEP}, over all the crop's pixels inside the image. NaN becomes 0, +infinity 255 and -infinity 0.
 * With {@link Normalisation#NONE}, NaN becomes 0, and infinities the largest and smallest finite pixel (0 if there is
 * none). So crops are always finite. Immutable, and safe for use by several threads.
 */
public final class Cropper {

    /** With {@link Scale#FIT}, side of the window relative to the longer side of the bounding box: a margin of 10 %. */
    private static final double FIT_MARGIN = 1.1;

    /** Pixel sizes that differ by a larger factor are a mistake. */
    private static final double MAX_SCALE = 1000;

    private final CropSettings settings;

    public Cropper(CropSettings settings) {
        this.settings = settings;
    }

    /**
     * Cuts out one nucleus.
     *
     * @param channels channels of the image, all of one shape, axes X, Y; any minimum
     * @param values how their values become those of the crop
     * @param nucleus in the coordinates of the channels
     * @param source name of the image
     * @param scale the image's pixel size divided by the model's, 0.001 to 1000; 1 copies pixels unchanged. Above 1,
     *     pixels are interpolated linearly, below 1 averaged. {@link Scale#FIT} ignores it
     * @return a crop of {@link CropSettings#size()} squared pixels
     * @throws InputException if the scale is out of range
     */
    public Crop crop(List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels, PixelScale values,
            Nucleus nucleus, String source, double scale) {
        requireScale(scale);
        Interval box = nucleus.mask();
        double zoom = settings.scale() == Scale.FIT ? settings.size() / (FIT_MARGIN * longerSide(box)) : scale;
        Window window = new Window(taps(box, 0, zoom), taps(box, 1, zoom), channels.size());
        if (settings.background() == Background.ZERO) {
            window.keepOnly(nucleus.mask());
        }
        window.sample(channels);
        return new Crop(new CropPixels(window.samples(channels.get(0), zoom != 1), settings.size(), window.outline(),
                values, settings.normalisation(), window.ranges()), source, nucleus.label());
    }

    /**
     * Prepares a ready-made crop, such as a file of a training set: centred, and padded with 0 or cut to size, without
     * rescaling; with {@link Scale#FIT} scaled so that its longer side fills the crop. Pixels are normalised over the
     * whole image, even where parts of it are cut off. With {@link Background#ZERO} the background must be 0 already:
     * pixels of exactly 0 in all channels are outside the nucleus; they stay 0 and are not used for normalisation.
     *
     * @param channels channels of the image, all of one shape, axes X, Y; any minimum
     * @param values how their values become those of the crop
     * @param source name of the image that it was cut from, or a name that only this crop has
     * @param sourceKnown whether {@code source} is the name of that image
     * @return a crop with label 0
     */
    public Crop ofWhole(List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels, PixelScale values,
            String source, boolean sourceKnown) {
        channels.forEach(FloatPlane::requirePlane);
        Interval image = channels.get(0);
        double zoom = settings.scale() == Scale.FIT ? settings.size() / (double) longerSide(image) : 1;
        Window window = new Window(taps(image, 0, zoom), taps(image, 1, zoom), channels.size());
        window.sample(channels);
        boolean zeroed = settings.background() == Background.ZERO;
        if (zeroed) {
            window.clearZeros();
        }
        return new Crop(new CropPixels(window.samples(channels.get(0), zoom != 1), settings.size(), window.outline(),
                values, settings.normalisation(), ranges(channels, zeroed)), source, sourceKnown, 0);
    }

    private static Range[] ranges(List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
            boolean withoutZeros) {
        Range[] ranges = new Range[channels.size()];
        for (int c = 0; c < ranges.length; c++) {
            Range.Collector range = new Range.Collector();
            for (RealType<?> pixel : channels.get(c)) {
                double value = pixel.getRealDouble();
                if (!(withoutZeros && value == 0)) {
                    range.add(value);
                }
            }
            ranges[c] = range.range();
        }
        return ranges;
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

    /** The crop's pixels, row by row, as they are in the image. */
    private static final class Window {
        private final Taps columns;
        private final Taps rows;
        private final int size;
        private final int channels;
        /** Of channel c at (x, y): index (y * size + x) * channels + c. */
        private final double[] values;

        /** Whether a pixel is in the image and, where that counts, in the nucleus. */
        private final boolean[] inside;

        Window(Taps columns, Taps rows, int channels) {
            this.columns = columns;
            this.rows = rows;
            this.channels = channels;
            size = columns.size();
            values = new double[size * size * channels];
            inside = new boolean[size * size];
            Arrays.fill(inside, true);
        }

        /** Fills in the pixels that are inside. */
        void sample(List<? extends RandomAccessibleInterval<? extends RealType<?>>> planes) {
            boolean[] wanted = inside.clone();
            for (int c = 0; c < channels; c++) {
                RandomAccessibleInterval<? extends RealType<?>> plane = planes.get(c);
                RandomAccess<? extends RealType<?>> access = plane.randomAccess();
                for (int y = 0; y < size; y++) {
                    for (int x = 0; x < size; x++) {
                        if (wanted[y * size + x]) {
                            sample(plane, access, x, y, c);
                        }
                    }
                }
            }
        }

        private void sample(Interval plane, RandomAccess<? extends RealType<?>> access, int x, int y, int channel) {
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
            values[(y * size + x) * channels + channel] = weight > 0 ? sum / weight : Double.NaN;
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
            for (int i = 0; i < inside.length; i++) {
                boolean zero = true;
                for (int c = 0; c < channels; c++) {
                    zero &= values[i * channels + c] == 0;
                }
                inside[i] &= !zero;
            }
        }

        private double coverage(RandomAccessibleInterval<BitType> mask, RandomAccess<BitType> access, int x, int y) {
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

        /** Returns the smallest and largest finite value inside, for each channel. */
        Range[] ranges() {
            Range[] ranges = new Range[channels];
            for (int c = 0; c < channels; c++) {
                Range.Collector range = new Range.Collector();
                for (int i = 0; i < inside.length; i++) {
                    if (inside[i]) {
                        range.add(values[i * channels + c]);
                    }
                }
                ranges[c] = range.range();
            }
            return ranges;
        }

        /** Returns the pixels that are inside; null if all are. */
        BitSet outline() {
            BitSet bits = new BitSet(inside.length);
            for (int i = 0; i < inside.length; i++) {
                bits.set(i, inside[i]);
            }
            return bits.cardinality() == inside.length ? null : bits;
        }

        /** Returns the values in the smallest type that holds them; 0 for those that are outside. */
        CropSamples samples(RandomAccessibleInterval<? extends RealType<?>> plane, boolean interpolated) {
            CropSamples samples = CropSamples.like(plane.getType(), interpolated, values.length);
            for (int i = 0; i < values.length; i++) {
                if (inside[i / channels]) {
                    samples.set(i, values[i]);
                }
            }
            return samples;
        }
    }
}
