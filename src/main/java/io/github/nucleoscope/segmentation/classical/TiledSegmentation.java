package io.github.nucleoscope.segmentation.classical;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Highest;
import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * {@link AutoSegmentation} of images too large for several copies as floats in memory, tile by tile. Global
 * measurements are taken over the whole image, so that all tiles are segmented alike; each tile is read with a
 * margin, and a nucleus belongs to the tile that contains its first pixel. If nuclei and clumps of nuclei are smaller
 * than the margin minus {@value #SURROUNDINGS} pixels, the labels are those of the whole image.
 */
final class TiledSegmentation {

    /** Side of a tile in pixels, without its margin. */
    static final int TILE = 2048;

    /** Margin that is read with a tile, in pixels on each side. */
    static final int MARGIN = 256;

    /** Reach of the background subtraction and the blurs, in pixels. */
    static final int SURROUNDINGS = 128;

    private final RandomAccessibleInterval<? extends RealType<?>> plane;
    private final SegmentationSettings settings;
    private final int width;
    private final int height;
    private final int size;
    private final int margin;

    /** See {@link ClassicalSegmenter#isShort}. */
    private final boolean isShort;

    /** A tile with the labels of it and its margin, and a candidate for each label. */
    private record Labelled(Tile tile, int[] labels, EdgeContrast.Candidate[] candidates) {}

    private TiledSegmentation(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings,
            int size, int margin) {
        this.plane = Views.zeroMin(plane);
        this.settings = settings;
        this.width = (int) plane.dimension(0);
        this.height = (int) plane.dimension(1);
        this.size = size;
        this.margin = margin;
        this.isShort = ClassicalSegmenter.isShort(plane);
    }

    /**
     * Labels the nuclei of a plane, see {@link ClassicalSegmenter#segment}.
     *
     * @param settings settings, with the diameter in pixels
     * @param size size of the tiles without their margins, in pixels; a multiple of 8
     * @param margin margin in pixels, a multiple of 8
     */
    static Img<IntType> label(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings,
            int size, int margin) {
        return new TiledSegmentation(plane, settings, size, margin).label();
    }

    private Img<IntType> label() {
        List<Tile> tiles = Tile.cover(width, height, size, margin);
        float min = isShort ? 0 : Collections.min(inParallel(tiles, this::least));
        Optional<AutoSegmentation.Scale> scale = measure(tiles, min);
        if (scale.isEmpty()) {
            return new PackedLabels(width, height).image();
        }
        TileDrawing drawing = draw(tiles, min, scale.get());
        Optional<AutoSegmentation.Scale> lower = drawing.lowered(scale.get());
        return lower.isEmpty() ? drawing.finish(scale.get().blurredNoise(), settings)
                : draw(tiles, min, lower.get()).finish(lower.get().blurredNoise(), settings);
    }

    private TileDrawing draw(List<Tile> tiles, float min, AutoSegmentation.Scale scale) {
        TileDrawing drawing = new TileDrawing(width, height);
        // As many tiles at a time as there are processors: more would only take more memory.
        int batch = ForkJoinPool.getCommonPoolParallelism() + 1;
        for (int i = 0; i < tiles.size(); i += batch) {
            for (Labelled labelled : inParallel(tiles.subList(i, Math.min(tiles.size(), i + batch)),
                    tile -> outline(tile, min, scale))) {
                drawing.draw(labelled.tile, labelled.labels, labelled.candidates);
            }
        }
        return drawing;
    }

    private static <T> List<T> inParallel(List<Tile> tiles, Function<Tile, T> work) {
        return tiles.parallelStream().map(work).toList();
    }

    private ArrayImg<FloatType, FloatArray> pixels(int left, int top, int right, int bottom) {
        ArrayImg<FloatType, FloatArray> img = FloatPlane.copyOf(
                Views.interval(plane, new long[] {left, top}, new long[] {right - 1, bottom - 1}));
        ClassicalSegmenter.brighten(FloatPlane.values(img), settings.polarity());
        return img;
    }

    private float least(Tile tile) {
        float[] values = FloatPlane.values(pixels(tile.fromX(), tile.fromY(), tile.toX(), tile.toY()));
        return ClassicalSegmenter.least(values, ClassicalSegmenter.gaps(values));
    }

    /**
     * A tile with its margin, nuclei bright, with the darkest pixel of the plane shifted to 0 unless that is
     * irrelevant.
     *
     * @param gaps pixels that are not finite
     */
    private record Seen(ArrayImg<FloatType, FloatArray> img, int[] gaps) {}

    private Seen seen(Tile tile, float min) {
        ArrayImg<FloatType, FloatArray> img = pixels(tile.left(), tile.top(), tile.right(), tile.bottom());
        float[] values = FloatPlane.values(img);
        int[] gaps = isShort ? new int[0] : ClassicalSegmenter.gaps(values);
        ClassicalSegmenter.lower(values, gaps, min);
        return new Seen(img, gaps);
    }

    /** Returns empty if nothing stands out. */
    private Optional<AutoSegmentation.Scale> measure(List<Tile> tiles, float min) {
        List<Levels> levels = inParallel(tiles, tile -> levels(tile, min));
        double responses = 0;
        long count = 0;
        Highest highest = new Highest(AutoSegmentation.TOP_AREA);
        for (Levels ofTile : levels) {
            responses += ofTile.responses;
            count += ofTile.count;
            highest.add(ofTile.highest);
        }
        float top = highest.lowest();
        if (!(top > 0)) {
            return Optional.empty();
        }
        NucleusScale scale = new NucleusScale(top);
        inParallel(tiles, tile -> scale(tile, min, top)).forEach(scale::add);
        return Optional.of(new AutoSegmentation.Scale(LocalContrast.noise(responses, count), top,
                settings.diameter().map(NucleusDiameter::value).orElse(scale.diameter())));
    }

    /** Contribution of a tile to the noise and to the highest pixels. */
    private record Levels(double responses, long count, Highest highest) {}

    private Levels levels(Tile tile, float min) {
        ArrayImg<FloatType, FloatArray> img = seen(tile, min).img;
        float[] values = FloatPlane.values(img);
        int fromX = Math.max(1, tile.fromX()) - tile.left();
        int toX = Math.min(width - 1, tile.toX()) - 1 - tile.left();
        double responses = 0;
        long count = 0;
        for (int y = Math.max(1, tile.fromY()); y < Math.min(height - 1, tile.toY()) && toX >= fromX; y++) {
            if ((y - 1) % AutoSegmentation.noiseStep(height) == 0) {
                responses += LocalContrast.responses(values, tile.seenWidth(), y - tile.top(), fromX, toX);
                count += toX - fromX + 1;
            }
        }
        AutoSegmentation.toHeights(img);
        Highest highest = new Highest(AutoSegmentation.TOP_AREA);
        for (int y = tile.fromY(); y < tile.toY(); y++) {
            int start = (y - tile.top()) * tile.seenWidth() - tile.left();
            highest.add(values, start + tile.fromX(), start + tile.toX());
        }
        return new Levels(responses, count, highest);
    }

    private NucleusScale scale(Tile tile, float min, float top) {
        ArrayImg<FloatType, FloatArray> heights = seen(tile, min).img;
        AutoSegmentation.toHeights(heights);
        NucleusScale scale = new NucleusScale(top);
        for (int y = tile.fromY(); y < Math.min(height - 1, tile.toY()); y++) {
            if (y % AutoSegmentation.scaleStep(height) == 0) {
                scale.add(FloatPlane.values(heights), tile.seenWidth(), y - tile.top(), tile.fromX() - tile.left(),
                        Math.min(width - 1, tile.toX()) - 1 - tile.left());
            }
        }
        return scale;
    }

    private Labelled outline(Tile tile, float min, AutoSegmentation.Scale scale) {
        Seen seen = seen(tile, min);
        AutoSegmentation.toHeights(seen.img);
        AutoSegmentation.blur(seen.img, seen.gaps, scale);
        AutoSegmentation.Outlined outlined = AutoSegmentation.outline(seen.img, scale, settings);
        return new Labelled(tile, outlined.labels(), EdgeContrast.measure(outlined.labels(), outlined.runs(),
                outlined.heights(), tile.seenWidth(), outlined.last()));
    }
}
