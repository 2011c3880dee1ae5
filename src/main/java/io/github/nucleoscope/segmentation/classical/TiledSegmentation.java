package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.Highest;
import io.github.nucleoscope.images.pixels.PackedLabels;
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
 * {@link AutoSegmentation} of images that are too large to be held several times as floats, tile by tile. What is
 * measured in the image is measured in all of it, so that all tiles are segmented alike; each tile is seen with a
 * margin, and a nucleus belongs to the tile that has its first pixel. Where nuclei and clumps of nuclei are smaller
 * than the margin, less {@value #SURROUNDINGS} pixels, the labels are those of the whole image.
 */
final class TiledSegmentation {

    static final int TILE = 2048;
    static final int MARGIN = 256;

    /** As far as the background and the blurs reach. */
    static final int SURROUNDINGS = 128;

    private final RandomAccessibleInterval<? extends RealType<?>> plane;
    private final SegmentationSettings settings;
    private final int width;
    private final int height;
    private final int size;
    private final int margin;

    /** See {@link ClassicalSegmenter#isShort}. */
    private final boolean isShort;

    /** A part of the plane with its margin. In pixels of the plane; right ends are excluded. */
    private record Tile(int fromX, int fromY, int toX, int toY, int left, int top, int right, int bottom) {

        int seenWidth() {
            return right - left;
        }
    }

    /** A tile's nuclei. */
    private record Labelled(Tile tile, AutoSegmentation.Outlined outlined, EdgeContrast.Candidate[] candidates) {}

    /** A nucleus in the result. */
    private static final class Drawn {
        private final EdgeContrast.Candidate candidate;
        private long first = Long.MAX_VALUE;
        private int area;
        private boolean atBorder;

        Drawn(EdgeContrast.Candidate candidate) {
            this.candidate = candidate;
        }

        void add(int x, int y, int width, int height) {
            first = Math.min(first, (long) y * width + x);
            area++;
            atBorder |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
        }

        boolean fits(SegmentationSettings settings) {
            return area >= settings.minArea() && area <= settings.maxArea() && (settings.keepBorder() || !atBorder);
        }
    }

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
     * @param size of the tiles without their margins, in pixels; a multiple of 8
     * @param margin a multiple of 8
     */
    static Img<IntType> label(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings,
            int size, int margin) {
        return new TiledSegmentation(plane, settings, size, margin).label();
    }

    private Img<IntType> label() {
        List<Tile> tiles = tiles();
        float min = isShort ? 0 : Collections.min(inParallel(tiles, this::least));
        PackedLabels result = new PackedLabels(width, height);
        Optional<AutoSegmentation.Scale> scale = measure(tiles, min);
        if (scale.isEmpty()) {
            return result.image();
        }
        List<Drawn> nuclei = new ArrayList<>();
        // As many tiles at a time as there are processors: more would only need more memory.
        int batch = ForkJoinPool.getCommonPoolParallelism() + 1;
        for (int i = 0; i < tiles.size(); i += batch) {
            for (Labelled labelled : inParallel(tiles.subList(i, Math.min(tiles.size(), i + batch)),
                    tile -> outline(tile, min, scale.get()))) {
                draw(labelled, result, nuclei);
            }
        }
        result.rename(names(nuclei, scale.get().blurredNoise()));
        return result.image();
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < height; y += size) {
            for (int x = 0; x < width; x += size) {
                tiles.add(new Tile(x, y, Math.min(width, x + size), Math.min(height, y + size),
                        Math.max(0, x - margin), Math.max(0, y - margin), Math.min(width, x + size + margin),
                        Math.min(height, y + size + margin)));
            }
        }
        return tiles;
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
        float[] values = FloatPlane.values(pixels(tile.fromX, tile.fromY, tile.toX, tile.toY));
        return ClassicalSegmenter.least(values, ClassicalSegmenter.gaps(values));
    }

    /**
     * A tile with its margin, nuclei bright, the plane's darkest pixel 0 unless that does not matter.
     *
     * @param gaps pixels that are not finite
     */
    private record Seen(ArrayImg<FloatType, FloatArray> img, int[] gaps) {}

    private Seen seen(Tile tile, float min) {
        ArrayImg<FloatType, FloatArray> img = pixels(tile.left, tile.top, tile.right, tile.bottom);
        float[] values = FloatPlane.values(img);
        int[] gaps = isShort ? new int[0] : ClassicalSegmenter.gaps(values);
        ClassicalSegmenter.lower(values, gaps, min);
        return new Seen(img, gaps);
    }

    /** Empty where nothing stands out. */
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
        return Optional.of(new AutoSegmentation.Scale(LocalContrast.noise(responses, count), top, scale.diameter()));
    }

    /** What a tile adds to the measure of the noise and to the highest pixels. */
    private record Levels(double responses, long count, Highest highest) {}

    private Levels levels(Tile tile, float min) {
        ArrayImg<FloatType, FloatArray> img = seen(tile, min).img;
        float[] values = FloatPlane.values(img);
        int fromX = Math.max(1, tile.fromX) - tile.left;
        int toX = Math.min(width - 1, tile.toX) - 1 - tile.left;
        double responses = 0;
        long count = 0;
        for (int y = Math.max(1, tile.fromY); y < Math.min(height - 1, tile.toY) && toX >= fromX; y++) {
            if ((y - 1) % AutoSegmentation.noiseStep(height) == 0) {
                responses += LocalContrast.responses(values, tile.seenWidth(), y - tile.top, fromX, toX);
                count += toX - fromX + 1;
            }
        }
        AutoSegmentation.toHeights(img);
        Highest highest = new Highest(AutoSegmentation.TOP_AREA);
        for (int y = tile.fromY; y < tile.toY; y++) {
            int start = (y - tile.top) * tile.seenWidth() - tile.left;
            highest.add(values, start + tile.fromX, start + tile.toX);
        }
        return new Levels(responses, count, highest);
    }

    private NucleusScale scale(Tile tile, float min, float top) {
        ArrayImg<FloatType, FloatArray> heights = seen(tile, min).img;
        AutoSegmentation.toHeights(heights);
        NucleusScale scale = new NucleusScale(top);
        for (int y = tile.fromY; y < Math.min(height - 1, tile.toY); y++) {
            if (y % AutoSegmentation.scaleStep(height) == 0) {
                scale.add(FloatPlane.values(heights), tile.seenWidth(), y - tile.top, tile.fromX - tile.left,
                        Math.min(width - 1, tile.toX) - 1 - tile.left);
            }
        }
        return scale;
    }

    private Labelled outline(Tile tile, float min, AutoSegmentation.Scale scale) {
        Seen seen = seen(tile, min);
        AutoSegmentation.toHeights(seen.img);
        AutoSegmentation.Outlined outlined = AutoSegmentation.outline(seen.img, seen.gaps, scale, settings);
        return new Labelled(tile, outlined, EdgeContrast.measure(outlined.labels(), outlined.runs(),
                outlined.heights(), tile.seenWidth(), outlined.last()));
    }

    /** Draws the nuclei that belong to a tile, where no other tile has drawn. */
    private void draw(Labelled labelled, PackedLabels result, List<Drawn> nuclei) {
        Tile tile = labelled.tile;
        int[] labels = labelled.outlined.labels();
        int[] names = new int[labelled.outlined.last() + 1];
        Arrays.fill(names, -1);
        names[0] = 0;
        for (int y = tile.top, i = 0; y < tile.bottom; y++) {
            for (int x = tile.left; x < tile.right; x++, i++) {
                int label = labels[i];
                if (label == 0) {
                    continue;
                }
                if (names[label] < 0) {
                    boolean own = x >= tile.fromX && x < tile.toX && y >= tile.fromY && y < tile.toY;
                    if (own) {
                        nuclei.add(new Drawn(labelled.candidates[label]));
                    }
                    names[label] = own ? nuclei.size() : 0;
                }
                if (names[label] > 0 && result.get(x, y) == 0) {
                    result.set(x, y, names[label]);
                    nuclei.get(names[label] - 1).add(x, y, width, height);
                }
            }
        }
    }

    /** The final label of each nucleus; 0 of those that are dropped. */
    private int[] names(List<Drawn> nuclei, double noise) {
        EdgeContrast.Candidate[] candidates = new EdgeContrast.Candidate[nuclei.size() + 1];
        candidates[0] = new EdgeContrast.Candidate();
        for (int k = 1; k < candidates.length; k++) {
            candidates[k] = nuclei.get(k - 1).candidate;
        }
        boolean[] weak = EdgeContrast.weak(candidates, noise);
        int[] names = new int[candidates.length];
        int[] count = {0};
        IntStream.range(1, names.length).boxed().filter(k -> !weak[k] && nuclei.get(k - 1).fits(settings))
                .sorted(Comparator.comparingLong(k -> nuclei.get(k - 1).first)).forEach(k -> names[k] = ++count[0]);
        return names;
    }
}
