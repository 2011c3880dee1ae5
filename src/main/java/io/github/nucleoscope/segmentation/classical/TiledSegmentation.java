package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Highest;
import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.segmentation.NucleusDiameter;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.Tile;
import io.github.nucleoscope.segmentation.TileDrawing;
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
        Drawn drawn = draw(tiles, min, scale.get());
        Optional<AutoSegmentation.Scale> lower = scale.get().lowered(drawn.measured());
        return lower.isEmpty() ? finish(drawn, scale.get()) : finish(draw(tiles, min, lower.get()), lower.get());
    }

    /** A drawing with a candidate for each of its nuclei. */
    private record Drawn(TileDrawing drawing, List<EdgeContrast.Candidate> candidates) {

        /** Returns the candidates in the order of their numbers from 1 on. */
        EdgeContrast.Candidate[] measured() {
            return Stream.concat(Stream.of(new EdgeContrast.Candidate()), candidates.stream())
                    .toArray(EdgeContrast.Candidate[]::new);
        }
    }

    private Img<IntType> finish(Drawn drawn, AutoSegmentation.Scale scale) {
        boolean[] weak = EdgeContrast.weak(drawn.measured(), scale.blurredNoise());
        return drawn.drawing.finish(settings, k -> !weak[k + 1]);
    }

    private Drawn draw(List<Tile> tiles, float min, AutoSegmentation.Scale scale) {
        Drawn drawn = new Drawn(new TileDrawing(width, height), new ArrayList<>());
        // As many tiles at a time as there are processors: more would only take more memory.
        int batch = ForkJoinPool.getCommonPoolParallelism() + 1;
        for (int i = 0; i < tiles.size(); i += batch) {
            for (Labelled labelled : inParallel(tiles.subList(i, Math.min(tiles.size(), i + batch)),
                    tile -> outline(tile, min, scale))) {
                for (int label : drawn.drawing.draw(labelled.tile, labelled.labels, labelled.candidates.length - 1)) {
                    drawn.candidates.add(labelled.candidates[label]);
                }
            }
        }
        return drawn;
    }

    private static <T> List<T> inParallel(List<Tile> tiles, Function<Tile, T> work) {
        return tiles.parallelStream().map(work).toList();
    }

    private ArrayImg<FloatType, FloatArray> pixels(Area area) {
        ArrayImg<FloatType, FloatArray> img = FloatPlane.copyOf(Views.interval(plane, area.interval()));
        ClassicalSegmenter.brighten(FloatPlane.values(img), settings.polarity());
        return img;
    }

    private float least(Tile tile) {
        float[] values = FloatPlane.values(pixels(tile.own()));
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
        ArrayImg<FloatType, FloatArray> img = pixels(tile.seen());
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
        Area own = tile.own();
        Area seen = tile.seen();
        int fromX = Math.max(1, own.left()) - seen.left();
        int toX = Math.min(width - 1, own.right()) - 1 - seen.left();
        double responses = 0;
        long count = 0;
        for (int y = Math.max(1, own.top()); y < Math.min(height - 1, own.bottom()) && toX >= fromX; y++) {
            if ((y - 1) % AutoSegmentation.noiseStep(height) == 0) {
                responses += LocalContrast.responses(values, seen.width(), y - seen.top(), fromX, toX);
                count += toX - fromX + 1;
            }
        }
        AutoSegmentation.toHeights(img);
        Highest highest = new Highest(AutoSegmentation.TOP_AREA);
        for (int y = own.top(); y < own.bottom(); y++) {
            int start = (y - seen.top()) * seen.width() - seen.left();
            highest.add(values, start + own.left(), start + own.right());
        }
        return new Levels(responses, count, highest);
    }

    private NucleusScale scale(Tile tile, float min, float top) {
        ArrayImg<FloatType, FloatArray> heights = seen(tile, min).img;
        AutoSegmentation.toHeights(heights);
        NucleusScale scale = new NucleusScale(top);
        Area own = tile.own();
        Area seen = tile.seen();
        for (int y = own.top(); y < Math.min(height - 1, own.bottom()); y++) {
            if (y % AutoSegmentation.scaleStep(height) == 0) {
                scale.add(FloatPlane.values(heights), seen.width(), y - seen.top(), own.left() - seen.left(),
                        Math.min(width - 1, own.right()) - 1 - seen.left());
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
                outlined.heights(), tile.seen().width(), outlined.last()));
    }
}
