package io.github.nucleoscope.segmentation.learned;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.ClassicalSegmenter;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds the nuclei of planes of any size by a {@link SegmentationModel}. The classical method says how large the nuclei
 * are; the plane is magnified or shrunk until they have the size that the model knows, as Stringer et al., "Cellpose",
 * 2021, do, and once more where the model finds nuclei of another size at a first look. It is looked at four times: as
 * it is, flipped along either axis and along both; the network's answers are averaged. One look has to do where nuclei
 * are so small that the network sees more than two pixels for each of the plane. Its background is taken away before,
 * see {@link BackgroundCorrection}.
 *
 * <p>A plane is mirrored at its right and lower edge up to a size that the network takes; a large one is computed in
 * windows that overlap by what a pixel's answer depends on, so that the windows do not show. Memory is held for the
 * window's size that was asked for last, until {@link #close}. Not thread-safe.
 */
public final class LearnedSegmenter implements AutoCloseable {

    /** The most pixels of a window: several hundred MB of feature maps for the default network. */
    private static final int WINDOW = 1 << 20;

    /** Where the nuclei that were found are larger or smaller than expected by this factor, the plane is seen again. */
    private static final double LOOK_AGAIN = 1.1;

    /** Where they are as different as this, one of both took something else for nuclei: once is enough. */
    private static final double NOT_BELIEVED = 1.6;

    /** A network that finds so many times fewer nuclei than the classical method does not know the image. */
    private static final int FEWER = 3;

    /** Fewer nuclei of the classical method may be debris, which a network is right to leave out. */
    private static final int FEW = 5;

    /** Where the network sees so many pixels for each of the plane, one look has to do: four would take long. */
    private static final int MANY = 2;

    private static final Flip AS_IT_IS = new Flip(false, false);

    private static final List<Flip> FLIPPED = List.of(new Flip(true, false), new Flip(false, true),
            new Flip(true, true));

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
     * @param diameter of the nuclei that the network knows, in pixels
     * @param mostPixels of a window, but for one whose margins would leave nothing of it
     */
    LearnedSegmenter(Network network, double diameter, int mostPixels) {
        this.diameter = diameter;
        this.network = network;
        LayerTable table = LayerTable.of(network.architecture(), network.input());
        int smallest = table.rows().stream().mapToInt(row -> row.output().height()).min().orElseThrow();
        step = network.input().height() / smallest;
        Row last = table.rows().get(table.rows().size() - 1);
        // A field counts both sides; poolings and upsamplings shift it by up to half a step either way.
        margin = roundedUp((int) Math.max(last.field().height(), last.field().width()) / 2 + step / 2);
        this.mostPixels = mostPixels;
    }

    /** How far from a pixel its answer can depend on others, in pixels. */
    int margin() {
        return margin;
    }

    /**
     * Finds the nuclei of a plane.
     *
     * @param plane intensities, axes X, Y; any real type. NaN and infinite pixels count as background
     * @return labels 1, 2, …, in raster order of each nucleus's first pixel; 0 is background. Same shape as the plane,
     *     but its minimum is (0, 0)
     */
    public Img<IntType> segment(RandomAccessibleInterval<? extends RealType<?>> plane, LearnedSettings settings) {
        return labels(look(plane, settings.dark()).maps, settings);
    }

    /**
     * The same, but empty where the network has met something that it does not know: where the classical method finds
     * five nuclei or more, and more than three times as many as the network, which takes haze for one huge nucleus, or
     * is blind to nuclei that are dim beside something else.
     */
    public Optional<Img<IntType>> segmentKnown(RandomAccessibleInterval<? extends RealType<?>> plane,
            LearnedSettings settings) {
        Look look = look(plane, settings.dark());
        if (look.classical < FEW) {
            return Optional.of(labels(look.maps, settings));
        }
        Img<IntType> all = labels(look.maps, LearnedSettings.DEFAULT);
        if (FEWER * Diameters.count(all) < look.classical) {
            return Optional.empty();
        }
        boolean wanted = settings.equals(LearnedSettings.DEFAULT);
        return Optional.of(wanted ? all : labels(look.maps, settings));
    }

    private static Img<IntType> labels(NucleusMaps maps, LearnedSettings settings) {
        return maps.labels(settings.minArea(), settings.maxArea(), settings.keepBorder());
    }

    /**
     * What the network says.
     *
     * @param classical how many nuclei the classical method finds
     */
    private record Look(NucleusMaps maps, int classical) {}

    private Look look(RandomAccessibleInterval<? extends RealType<?>> plane, boolean dark) {
        Optional<Brightness> brightness = brightness(plane, dark);
        Img<IntType> classical = classical(plane, brightness);
        OptionalDouble rough = Diameters.median(classical);
        double first = rough.isEmpty() ? 1 : NucleusSize.magnification(rough.getAsDouble(), diameter);
        SeenPlane seen = SeenPlane.of(plane, brightness, first);
        compute(seen, List.of(AS_IT_IS));
        // Whatever the user wants to keep: all count for the size of the nuclei.
        OptionalDouble better = Diameters.median(labels(seen.maps(), LearnedSettings.DEFAULT));
        double second = better.isEmpty() ? first : NucleusSize.magnification(better.getAsDouble(), diameter);
        double change = Math.max(second / first, first / second);
        // Where the classical method finds nothing, what the network finds may be specks of noise: magnified, all is.
        boolean again = rough.isPresent() && change > LOOK_AGAIN && change < NOT_BELIEVED;
        if (again) {
            seen = null; // or both would be in memory
            seen = SeenPlane.of(plane, brightness, second);
            compute(seen, List.of(AS_IT_IS));
        }
        lookOn(seen);
        return new Look(seen.maps(), Diameters.count(classical));
    }

    /** The nuclei of the classical method, to which wide haze would be a huge one. */
    private static Img<IntType> classical(RandomAccessibleInterval<? extends RealType<?>> plane,
            Optional<Brightness> brightness) {
        int width = Math.toIntExact(plane.dimension(0));
        int height = Math.toIntExact(plane.dimension(1));
        return brightness.map(range -> {
            float[] pixels = range.unbounded(plane);
            PolynomialBackground.subtract(pixels, width, height);
            return ClassicalSegmenter.segment(ArrayImgs.floats(pixels, width, height), SegmentationSettings.DEFAULT);
        }).orElseGet(() -> ArrayImgs.ints(width, height));
    }

    /**
     * What the network says of each pixel of a plane; nothing is inside a nucleus where there is nothing but
     * background.
     *
     * @param dark whether nuclei are darker than the background
     * @param magnification at which the network sees the plane
     */
    public NucleusMaps maps(RandomAccessibleInterval<? extends RealType<?>> plane, boolean dark,
            double magnification) {
        SeenPlane seen = SeenPlane.of(plane, brightness(plane, dark), magnification);
        compute(seen, List.of(AS_IT_IS));
        lookOn(seen);
        return seen.maps();
    }

    /** Looks at the flips, too, unless one look has to do. */
    private void lookOn(SeenPlane seen) {
        if (seen.pixelsForEach() <= MANY) {
            compute(seen, FLIPPED);
        }
    }

    private static Optional<Brightness> brightness(RandomAccessibleInterval<? extends RealType<?>> plane,
            boolean dark) {
        if (plane.numDimensions() != 2) {
            throw new IllegalArgumentException("expected a plane with axes X and Y, not an image of "
                    + plane.numDimensions() + " axes: take one plane of it");
        }
        return Brightness.of(plane, dark);
    }

    /** Adds what the network answers to these flips. */
    private void compute(SeenPlane seen, List<Flip> flips) {
        seen.pixels().ifPresent(pixels -> compute(pixels, seen, flips));
        seen.looked(flips.size());
    }

    private void compute(float[] pixels, SeenPlane seen, List<Flip> flips) {
        int width = seen.width();
        int height = seen.height();
        WindowGrid grid = WindowGrid.cheapest(roundedUp(width), roundedUp(height), margin, step, mostPixels);
        layOut(new TensorShape(grid.rows().window(), grid.columns().window(), 1));
        for (Tiling.Window row : grid.rows().windows()) {
            for (Tiling.Window column : grid.columns().windows()) {
                float[] window = cut(pixels, width, height, column.start(), row.start());
                for (Flip flip : flips) {
                    float[] logits = inference.logits(List.of(flip.of(window, laidOut))).get(0);
                    seen.add(logits, flip, laidOut, column, row);
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
            // One window at a time, by all processors: their memory does not grow with the processors.
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

    /** The place inside an axis that a place at or beyond its end mirrors, the last pixel not repeated. */
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
