package io.github.nucleoscope.segmentation;

import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.LayerTable;
import io.github.nucleoscope.network.LayerTable.Row;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.Diameters;
import io.github.nucleoscope.nuclei.NucleusMaps;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Finds the nuclei of planes of any size by a {@link SegmentationModel}. The classical method says how large the nuclei
 * are; the plane is magnified or shrunk until they have the size that the model knows, as Stringer et al., "Cellpose",
 * 2021, do, and once more where the model finds nuclei of another size. It is looked at four times: as it is, flipped
 * along either axis and along both; the network's answers are averaged. Its background is taken away before, see
 * {@link BackgroundCorrection}.
 *
 * <p>A plane is mirrored at its right and lower edge up to a size that the network takes; a large one is computed in
 * windows that overlap by what a pixel's answer depends on, so that the windows do not show. Memory is held for the
 * window's size that was asked for last, until {@link #close}. Not thread-safe.
 */
public final class LearnedSegmenter implements AutoCloseable {

    /** Some 100 MB of feature maps for the default network. */
    private static final int WINDOW = 512;

    /** Where the nuclei that were found are larger or smaller than expected by this factor, the plane is seen again. */
    private static final double LOOK_AGAIN = 1.1;

    /** Where they are as different as this, one of both took something else for nuclei: once is enough. */
    private static final double NOT_BELIEVED = 1.6;

    /** A network that finds so many times fewer nuclei than the classical method does not know the image. */
    private static final int FEWER = 3;

    /** Fewer nuclei of the classical method may be debris, which a network is right to leave out. */
    private static final int FEW = 5;

    private static final List<Flip> FLIPS = List.of(new Flip(false, false), new Flip(true, false),
            new Flip(false, true), new Flip(true, true));

    private final Network network;
    private final double diameter;
    private final int window;
    private final int step;
    private final int margin;
    private Inference inference;
    private TensorShape laidOut;
    private boolean severalWindows;

    public LearnedSegmenter(SegmentationModel model) {
        this(model.network(), model.diameter(), WINDOW);
    }

    /**
     * @param diameter of the nuclei that the network knows, in pixels
     * @param window the largest side of a window, in pixels; enlarged where its margins leave too little of it. Planes
     *     of up to twice its area are computed as a whole
     */
    LearnedSegmenter(Network network, double diameter, int window) {
        this.diameter = diameter;
        this.network = network;
        LayerTable table = LayerTable.of(network.architecture(), network.input());
        int smallest = table.rows().stream().mapToInt(row -> row.output().height()).min().orElseThrow();
        step = network.input().height() / smallest;
        Row last = table.rows().get(table.rows().size() - 1);
        // A field counts both sides; poolings and upsamplings shift it by up to half a step either way.
        margin = roundedUp((int) Math.max(last.field().height(), last.field().width()) / 2 + step / 2);
        this.window = Math.max(roundedUp(window), 2 * margin + step);
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
        return labels(look(plane, settings.dark()), settings);
    }

    /**
     * The same, but empty where the network has met something that it does not know: where the classical method finds
     * five nuclei or more, and more than three times as many as the network, which takes haze for one huge nucleus, or
     * is blind to nuclei that are dim beside something else.
     */
    public Optional<Img<IntType>> segmentKnown(RandomAccessibleInterval<? extends RealType<?>> plane,
            LearnedSettings settings) {
        Look look = look(plane, settings.dark());
        boolean known = look.classical < FEW || FEWER * Diameters.count(all(look.maps)) >= look.classical;
        return known ? Optional.of(labels(look, settings)) : Optional.empty();
    }

    private static Img<IntType> labels(Look look, LearnedSettings settings) {
        return look.maps.labels(settings.minArea(), settings.maxArea(), settings.keepBorder());
    }

    /**
     * What the network says.
     *
     * @param classical how many nuclei the classical method finds
     */
    private record Look(NucleusMaps maps, int classical) {}

    private Look look(RandomAccessibleInterval<? extends RealType<?>> plane, boolean dark) {
        Img<IntType> classical = classical(plane, dark);
        OptionalDouble rough = Diameters.median(classical);
        double first = rough.isEmpty() ? 1 : NucleusSize.magnification(rough.getAsDouble(), diameter);
        NucleusMaps maps = maps(plane, dark, first);
        OptionalDouble better = Diameters.median(all(maps));
        double second = better.isEmpty() ? first : NucleusSize.magnification(better.getAsDouble(), diameter);
        double change = Math.max(second / first, first / second);
        // Where the classical method finds nothing, what the network finds may be specks of noise: magnified, all is.
        boolean again = rough.isPresent() && change > LOOK_AGAIN && change < NOT_BELIEVED;
        return new Look(again ? maps(plane, dark, second) : maps, Diameters.count(classical));
    }

    /** The nuclei of the classical method, to which wide haze would be a huge one. */
    private static Img<IntType> classical(RandomAccessibleInterval<? extends RealType<?>> plane, boolean dark) {
        int width = Math.toIntExact(plane.dimension(0));
        int height = Math.toIntExact(plane.dimension(1));
        return Brightness.of(plane, dark).map(brightness -> {
            float[] pixels = brightness.unbounded(plane);
            PolynomialBackground.subtract(pixels, width, height);
            return Segmenter.segment(ArrayImgs.floats(pixels, width, height), SegmentationSettings.DEFAULT);
        }).orElseGet(() -> ArrayImgs.ints(width, height));
    }

    /** Whatever the user wants to keep: all count for the size of the nuclei. */
    private static Img<IntType> all(NucleusMaps maps) {
        LearnedSettings all = LearnedSettings.DEFAULT;
        return maps.labels(all.minArea(), all.maxArea(), all.keepBorder());
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
        if (plane.numDimensions() != 2) {
            throw new IllegalArgumentException("expected a plane with axes X and Y, not an image of "
                    + plane.numDimensions() + " axes: take one plane of it");
        }
        int width = Math.toIntExact(plane.dimension(0));
        int height = Math.toIntExact(plane.dimension(1));
        int seenWidth = NucleusSize.length(width, magnification);
        int seenHeight = NucleusSize.length(height, magnification);
        float[] inside = new float[Math.multiplyExact(seenWidth, seenHeight)];
        float[] depth = new float[inside.length];
        Brightness.of(plane, dark).map(brightness ->
                        Resampling.of(brightness.apply(plane), width, height, seenWidth, seenHeight))
                .flatMap(pixels -> BackgroundCorrection.corrected(pixels, seenWidth, seenHeight))
                .ifPresent(seen -> compute(seen, seenWidth, seenHeight, inside, depth));
        return new NucleusMaps(seenWidth, seenHeight, inside, depth).resampled(width, height);
    }

    private void compute(float[] pixels, int width, int height, float[] inside, float[] depth) {
        boolean whole = (long) roundedUp(width) * roundedUp(height) <= 2L * window * window;
        Tiling columns = tiling(width, whole);
        Tiling rows = tiling(height, whole);
        List<Tiling.Window> across = columns.windows();
        List<Tiling.Window> down = rows.windows();
        layOut(new TensorShape(rows.window(), columns.window(), 1), across.size() * down.size() > 1);
        // A row of windows at a time: the answers of all windows would take three times the image's memory.
        for (Tiling.Window row : down) {
            List<float[]> windows = new ArrayList<>();
            for (Tiling.Window column : across) {
                windows.add(cut(pixels, width, height, column.start(), row.start()));
            }
            for (Flip flip : FLIPS) {
                List<float[]> logits = inference.logits(windows.stream().map(window -> flip.of(window, laidOut))
                        .toList());
                for (int i = 0; i < windows.size(); i++) {
                    paste(logits.get(i), flip, across.get(i), row, width, height, inside, depth);
                }
            }
        }
    }

    private Tiling tiling(int length, boolean whole) {
        int padded = roundedUp(length);
        if (whole || padded <= window) {
            return new Tiling(padded, padded, margin, step);
        }
        // As few windows as can be, and those no larger than they must be.
        int overlap = 2 * margin;
        int count = (padded - overlap + window - overlap - 1) / (window - overlap);
        return new Tiling(padded, roundedUp((padded + (count - 1) * overlap + count - 1) / count), margin, step);
    }

    private int roundedUp(int length) {
        return (length + step - 1) / step * step;
    }

    private void layOut(TensorShape shape, boolean several) {
        if (!shape.equals(laidOut) || several != severalWindows) {
            close();
            inference = new Inference(network.forInput(shape), several ? Integer.MAX_VALUE : 1);
            laidOut = shape;
            severalWindows = several;
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

    /** Adds a flip's share of the mean to the maps. */
    private void paste(float[] logits, Flip flip, Tiling.Window column, Tiling.Window row, int width, int height,
            float[] inside, float[] depth) {
        int toX = Math.min(column.to(), width);
        int toY = Math.min(row.to(), height);
        for (int y = row.from(); y < toY; y++) {
            for (int x = column.from(); x < toX; x++) {
                int from = SegmentationModel.MAPS * flip.place(x - column.start(), y - row.start(), laidOut);
                inside[y * width + x] += sigmoid(logits[from]) / FLIPS.size();
                depth[y * width + x] += sigmoid(logits[from + 1]) / FLIPS.size();
            }
        }
    }

    private static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
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
