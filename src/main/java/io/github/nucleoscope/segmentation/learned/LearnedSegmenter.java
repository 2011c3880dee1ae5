package io.github.nucleoscope.segmentation.learned;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds the nuclei of planes of any size with a {@link SegmentationModel}. The classical method estimates the size of
 * the nuclei; the plane is resampled until they have the size that the model was trained on, as in Stringer et al.,
 * "Cellpose", 2021, and resampled again if a first pass of the model finds nuclei of another size. Test-time
 * augmentation: the network's outputs for the plane, flipped along either axis and along both, are averaged with those
 * for the unflipped plane. If nuclei are so small that the network receives more than half a pixel for each of the
 * plane, it is flipped along both only; if it receives more than two, not at all. The background is subtracted
 * beforehand, see {@link BackgroundCorrection}.
 *
 * <p>A plane is mirrored at its right and lower edges up to a size that the network accepts; a large one is computed in
 * windows that overlap by the network's receptive field, so that no seams appear. Memory is held for the size of the
 * last window, until {@link #close}. Not thread-safe.
 */
public final class LearnedSegmenter implements AutoCloseable {

    /** Largest number of pixels of a window: several hundred MB of feature maps for the default network. */
    private static final int WINDOW = 1 << 20;

    /** If the nuclei found are larger or smaller than expected by this factor, the plane is resampled again. */
    private static final double RESAMPLE_AGAIN = 1.1;

    /** If they differ by this factor, either method mistook something else for nuclei: the plane is not resampled. */
    private static final double IMPLAUSIBLE = 1.6;

    /** A network that finds this many times fewer nuclei than the classical method is not trusted on the image. */
    private static final int FEWER = 3;

    /** Fewer nuclei of the classical method may be debris, which the network rightly ignores. */
    private static final int FEW = 5;

    /**
     * If the network receives more pixels than this for each of the plane, test-time augmentation is skipped to save
     * time.
     */
    private static final double MANY_PIXELS = 2;

    /** If it receives more than this, a single flip must do. */
    private static final double SOME_PIXELS = 0.5;

    private static final Flip UNFLIPPED = new Flip(false, false);

    private static final Flip TURNED = new Flip(true, true);

    private static final List<Flip> FLIPPED = List.of(new Flip(true, false), new Flip(false, true), TURNED);

    private final Network network;
    private final double diameter;
    private final int mostPixels;
    private final int step;
    private final int margin;
    private Inference inference;
    private TensorShape laidOut;

    public LearnedSegmenter(SegmentationModel model) {
        this(model.network(), model.diameter(), WINDOW);
    }

    /**
     * @param diameter diameter of the nuclei that the network was trained on, in pixels
     * @param mostPixels largest number of pixels of a window, unless its margins would leave nothing of it
     */
    LearnedSegmenter(Network network, double diameter, int mostPixels) {
        this.diameter = diameter;
        this.network = network;
        LayerTable table = LayerTable.of(network.architecture(), network.input());
        int smallest = table.rows().stream().mapToInt(row -> row.output().height()).min().orElseThrow();
        step = network.input().height() / smallest;
        Row last = table.rows().get(table.rows().size() - 1);
        // A receptive field counts both sides; poolings and upsamplings shift it by up to half a step either way.
        margin = roundedUp((int) Math.max(last.field().height(), last.field().width()) / 2 + step / 2);
        this.mostPixels = mostPixels;
    }

    /** Returns the distance in pixels up to which other pixels can influence the network's output for a pixel. */
    int margin() {
        return margin;
    }

    /**
     * Finds the nuclei of a plane.
     *
     * @param plane intensities, axes X, Y; any real type. NaN and infinite pixels are treated as background
     * @param settings of which the polarity, the areas, the border and the diameter, in pixels, are used
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Same shape as the plane,
     *     but its minimum is (0, 0)
     */
    public Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        return find(plane, settings).labels;
    }

    /**
     * The nuclei of a plane.
     *
     * @param labels see {@link #segment}
     * @param diameter diameter in pixels for which the plane was resampled; empty if it was not
     */
    record Found(Img<IntType> labels, OptionalDouble diameter) {

        SegmentedPlane in(Plane plane, boolean keepAll) {
            return SegmentedPlane.found(plane, labels, diameter, keepAll);
        }
    }

    /** Finds the nuclei of a plane, see {@link #segment}. */
    Found find(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Prediction prediction = predict(plane, settings);
        return new Found(labels(prediction.maps, settings), prediction.diameter);
    }

    /**
     * Finds the nuclei of a plane, or returns empty if the image is unlike the network's training data: if the
     * classical method finds five nuclei or more, and more than three times as many as the network, which takes haze
     * for one huge nucleus, or misses nuclei that are dim next to something else.
     */
    Optional<Found> findKnown(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Prediction prediction = predict(plane, settings);
        if (prediction.classical < FEW) {
            return Optional.of(new Found(labels(prediction.maps, settings), prediction.diameter));
        }
        Img<IntType> all = labels(prediction.maps, SegmentationSettings.DEFAULT);
        if (FEWER * Diameters.count(all) < prediction.classical) {
            return Optional.empty();
        }
        boolean wanted = settings.minArea() == SegmentationSettings.DEFAULT.minArea()
                && settings.maxArea() == SegmentationSettings.DEFAULT.maxArea()
                && settings.keepBorder() == SegmentationSettings.DEFAULT.keepBorder();
        return Optional.of(new Found(wanted ? all : labels(prediction.maps, settings), prediction.diameter));
    }

    private static Img<IntType> labels(NucleusMaps maps, SegmentationSettings settings) {
        return maps.labels(settings.minArea(), settings.maxArea(), settings.keepBorder());
    }

    /**
     * Output of the network.
     *
     * @param classical number of nuclei that the classical method finds
     * @param diameter diameter in pixels for which the plane was resampled; empty if it was not
     */
    private record Prediction(NucleusMaps maps, int classical, OptionalDouble diameter) {}

    private Prediction predict(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        Optional<Brightness> brightness = brightness(plane, settings.polarity());
        FirstLook look = FirstLook.of(plane, brightness, settings.diameter());
        double first = look.diameter().isEmpty() ? 1
                : NucleusSize.magnification(look.diameter().getAsDouble(), diameter);
        ScaledPlane scaled = ScaledPlane.of(plane, brightness, look.highest(), first);
        compute(scaled, List.of(UNFLIPPED));
        // Whatever nuclei the user wants to keep: all count for the size of the nuclei.
        OptionalDouble better = Diameters.median(labels(scaled.maps(), SegmentationSettings.DEFAULT));
        double second = better.isEmpty() ? first : NucleusSize.magnification(better.getAsDouble(), diameter);
        double change = Math.max(second / first, first / second);
        // If the classical method finds nothing, the network may have found specks of noise: magnified, everything is
        // noise.
        boolean again = look.diameter().isPresent() && settings.diameter().isEmpty() && change > RESAMPLE_AGAIN
                && change < IMPLAUSIBLE;
        if (again) {
            scaled = null; // so that only one is in memory
            scaled = ScaledPlane.of(plane, brightness, look.highest(), second);
            compute(scaled, List.of(UNFLIPPED));
        }
        augment(scaled);
        return new Prediction(scaled.maps(), look.count(), again ? better : look.diameter());
    }

    /**
     * Computes the network's maps of a plane; nothing is inside a nucleus if there is nothing but
     * background.
     *
     * @param polarity whether nuclei are brighter or darker than the background
     * @param magnification magnification of the plane for the network
     */
    public NucleusMaps maps(RandomAccessibleInterval<? extends RealType<?>> plane, Polarity polarity,
            double magnification) {
        ScaledPlane scaled = ScaledPlane.of(plane, brightness(plane, polarity), Double.POSITIVE_INFINITY,
                magnification);
        compute(scaled, List.of(UNFLIPPED));
        augment(scaled);
        return scaled.maps();
    }

    /** Adds the flips of test-time augmentation that are worth their time. */
    private void augment(ScaledPlane scaled) {
        double pixels = scaled.pixelsPerPlanePixel();
        if (pixels <= MANY_PIXELS) {
            compute(scaled, pixels <= SOME_PIXELS ? FLIPPED : List.of(TURNED));
        }
    }

    private static Optional<Brightness> brightness(RandomAccessibleInterval<? extends RealType<?>> plane,
            Polarity polarity) {
        if (plane.numDimensions() != 2) {
            throw new IllegalArgumentException("expected a plane with axes X and Y, not an image of "
                    + plane.numDimensions() + " axes: take one plane of it");
        }
        return Brightness.of(plane, polarity == Polarity.DARK);
    }

    /** Adds the network's outputs for these flips. */
    private void compute(ScaledPlane scaled, List<Flip> flips) {
        scaled.pixels().ifPresent(pixels -> compute(pixels, scaled, flips));
        scaled.addedFlips(flips.size());
    }

    private void compute(float[] pixels, ScaledPlane scaled, List<Flip> flips) {
        int width = scaled.width();
        int height = scaled.height();
        WindowGrid grid = WindowGrid.cheapest(roundedUp(width), roundedUp(height), margin, step, mostPixels);
        layOut(new TensorShape(grid.rows().window(), grid.columns().window(), 1));
        for (Tiling.Window row : grid.rows().windows()) {
            for (Tiling.Window column : grid.columns().windows()) {
                float[] window = cut(pixels, width, height, column.start(), row.start());
                for (Flip flip : flips) {
                    float[] logits = inference.logits(List.of(flip.of(window, laidOut))).get(0);
                    scaled.add(logits, flip, laidOut, column, row);
                }
            }
        }
    }

    private int roundedUp(int length) {
        return (length + step - 1) / step * step;
    }

    private void layOut(TensorShape shape) {
        if (!shape.equals(laidOut)) {
            close();
            // One window at a time, by all processors: memory does not grow with the number of processors.
            inference = new Inference(network.forInput(shape), 1);
            laidOut = shape;
        }
    }

    private float[] cut(float[] pixels, int width, int height, int left, int top) {
        float[] window = new float[laidOut.values()];
        for (int y = 0; y < laidOut.height(); y++) {
            int row = mirrored(top + y, height) * width;
            int to = y * laidOut.width();
            int within = Math.max(0, Math.min(laidOut.width(), width - left));
            System.arraycopy(pixels, row + left, window, to, within);
            for (int x = within; x < laidOut.width(); x++) {
                window[to + x] = pixels[row + mirrored(left + x, width)];
            }
        }
        return window;
    }

    /**
     * Returns the index inside an axis that is mirrored at an index at or beyond its end; the last pixel is not
     * repeated.
     */
    static int mirrored(int place, int length) {
        if (place < length) {
            return place;
        }
        int period = Math.max(1, 2 * length - 2);
        int within = place % period;
        return within < length ? within : period - within;
    }

    @Override
    public void close() {
        if (inference != null) {
            inference.close();
            inference = null;
            laidOut = null;
        }
    }
}
