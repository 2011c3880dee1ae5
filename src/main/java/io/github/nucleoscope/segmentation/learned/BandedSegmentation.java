package io.github.nucleoscope.segmentation.learned;

import java.util.List;
import java.util.concurrent.ForkJoinPool;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.ResampledAxis;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.Tile;
import io.github.nucleoscope.segmentation.TileDrawing;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Nuclei of a plane too large for copies in memory. The network's output is computed once for each pixel, from the top
 * down, and kept for a band of rows only, which is divided into nuclei tile by tile; a nucleus belongs to the tile that
 * contains its first pixel. If nuclei and clumps of nuclei are smaller than the margin of the tiles, the labels are
 * those of the whole plane.
 */
final class BandedSegmentation {

    private final WindowNetwork network;
    private final LargeScaledPlane plane;
    private final Layout layout;
    private final List<Flip> flips;

    /**
     * Sizes of the parts in which a plane is computed, in pixels of the plane except for the window.
     *
     * @param window what the network sees at a time
     * @param across width of what is computed at a time
     * @param down height of what is computed at a time
     * @param rows rows of a band
     * @param tile width of the tiles of a band
     * @param margin what is seen around a tile
     */
    record Layout(TensorShape window, int across, int down, int rows, int tile, int margin) {

        /** Rows of a band, at least about. */
        private static final int ROWS = 1024;

        private static final int TILE = 2048;
        private static final int MARGIN = 256;

        /** Diameters of the nuclei that the margin holds, at least. */
        private static final int DIAMETERS = 2;

        /** @param diameter diameter of the nuclei in pixels */
        static Layout of(WindowNetwork network, LargeScaledPlane plane, double diameter) {
            return of(network, plane, ROWS, TILE, (int) Math.max(MARGIN, DIAMETERS * diameter));
        }

        static Layout of(WindowNetwork network, LargeScaledPlane plane, int rows, int tile, int margin) {
            int side = (int) Math.sqrt(network.mostPixels());
            int height = window(network, side, rows, plane.height(), plane.planeHeight());
            int longest = network.mostPixels() / height;
            int most = computed(network, window(network, longest, plane.planeWidth(), plane.width(),
                    plane.planeWidth()), plane.width(), plane.planeWidth());
            // As many windows as are needed, of equal width.
            int count = (plane.planeWidth() + most - 1) / most;
            int width = window(network, longest, (plane.planeWidth() + count - 1) / count, plane.width(),
                    plane.planeWidth());
            int down = computed(network, height, plane.height(), plane.planeHeight());
            return new Layout(new TensorShape(height, width, 1),
                    computed(network, width, plane.width(), plane.planeWidth()), down,
                    Math.max(1, rows / down) * down, tile, margin);
        }

        /**
         * Returns the side of a window.
         *
         * @param most longest side that is wanted
         * @param wanted pixels of the plane that should be computed at a time
         */
        private static int window(WindowNetwork network, int most, int wanted, int length, int planeLength) {
            int around = around(network, length, planeLength);
            int least = around + network.step();
            int needed = around + (int) Math.ceil((double) wanted * length / planeLength);
            return network.roundedUp(Math.min(length, Math.max(least, Math.min(needed, most - network.step() + 1))));
        }

        /** Returns how many pixels of the plane a window gives. */
        private static int computed(WindowNetwork network, int side, int length, int planeLength) {
            return side >= length ? planeLength
                    : Math.max(1, (int) ((long) (side - around(network, length, planeLength)) * planeLength / length));
        }

        /** Returns what a window sees beyond its output: margins, alignment, and the reach of resampling. */
        private static int around(WindowNetwork network, int length, int planeLength) {
            return 2 * network.margin() + network.step()
                    + 2 * ((int) Math.ceil(Math.max(1, (double) length / planeLength)) + 1);
        }
    }

    BandedSegmentation(WindowNetwork network, LargeScaledPlane plane, Layout layout) {
        this.network = network;
        this.plane = plane;
        this.layout = layout;
        flips = Flip.withAugmentation((double) plane.width() / plane.planeWidth() * plane.height()
                / plane.planeHeight());
    }

    /** Labels the nuclei, see {@link LearnedSegmenter#segment}. */
    Img<IntType> label(SegmentationSettings settings) {
        network.layOut(layout.window);
        int width = plane.planeWidth();
        int height = plane.planeHeight();
        TileDrawing drawing = new TileDrawing(width, height);
        float[] depths = new float[Math.multiplyExact(width, Math.min(height, layout.rows + 2 * layout.margin))];
        int first = 0;
        int computed = 0;
        for (int top = 0; top < height; top += layout.rows) {
            int from = Math.max(0, top - layout.margin);
            System.arraycopy(depths, (from - first) * width, depths, 0, (computed - from) * width);
            first = from;
            int bottom = Math.min(height, top + layout.rows);
            int to = Math.min(height, bottom + layout.margin);
            compute(computed, to, depths, first);
            computed = to;
            draw(new Area(0, top, width, bottom), depths, first, drawing);
        }
        return drawing.finish(settings, number -> true);
    }

    /** Divides a band of the plane into nuclei. */
    private void draw(Area band, float[] depths, int first, TileDrawing drawing) {
        List<Tile> tiles = Tile.cover(band, layout.tile, layout.margin, plane.planeWidth(), plane.planeHeight());
        // As many tiles at a time as there are processors: more would only take more memory.
        int batch = ForkJoinPool.getCommonPoolParallelism() + 1;
        for (int i = 0; i < tiles.size(); i += batch) {
            List<Tile> some = tiles.subList(i, Math.min(tiles.size(), i + batch));
            List<int[]> labels = some.parallelStream().map(tile -> divide(tile.seen(), depths, first)).toList();
            for (int k = 0; k < some.size(); k++) {
                int last = 0;
                for (int label : labels.get(k)) {
                    last = Math.max(last, label);
                }
                drawing.draw(some.get(k), labels.get(k), last);
            }
        }
    }

    private int[] divide(Area seen, float[] depths, int first) {
        float[] part = new float[seen.size()];
        for (int y = 0; y < seen.height(); y++) {
            System.arraycopy(depths, (seen.top() + y - first) * plane.planeWidth() + seen.left(), part,
                    y * seen.width(), seen.width());
        }
        return Mask.labels(NucleusMaps.divide(part, seen.width(), seen.height()));
    }

    /** Computes the depths of rows of the plane, see {@link NucleusMaps#depths}. */
    private void compute(int from, int to, float[] depths, int first) {
        int width = plane.planeWidth();
        for (int top = from; top < to; top += layout.down) {
            for (int left = 0; left < width; left += layout.across) {
                Area area = new Area(left, top, Math.min(width, left + layout.across),
                        Math.min(to, top + layout.down));
                float[] ofArea = maps(area).depths();
                for (int y = 0; y < area.height(); y++) {
                    System.arraycopy(ofArea, y * area.width(), depths, (top + y - first) * width + left, area.width());
                }
            }
        }
    }

    private NucleusMaps maps(Area area) {
        ResampledAxis x = new ResampledAxis(plane.width(), plane.planeWidth(), area.left(), area.right());
        ResampledAxis y = new ResampledAxis(plane.height(), plane.planeHeight(), area.top(), area.bottom());
        Area needed = new Area(x.sourceFrom(), y.sourceFrom(), x.sourceTo(), y.sourceTo());
        int left = start(needed.left(), layout.window.width(), plane.width());
        int top = start(needed.top(), layout.window.height(), plane.height());
        Area seen = new Area(left, top, Math.min(plane.width(), left + layout.window.width()),
                Math.min(plane.height(), top + layout.window.height()));
        float[] window = network.cut(plane.pixels(seen), seen.width(), seen.height(), 0, 0);
        OutputSums sums = OutputSums.of(needed);
        for (Flip flip : flips) {
            sums.add(network.logits(window, flip), flip, layout.window, left, top, needed);
        }
        return sums.mean(x, y, flips.size());
    }

    /** Returns the start of a window of which pixels from some place on are needed. */
    private int start(int needed, int window, int length) {
        int start = Math.max(0, needed - network.margin()) / network.step() * network.step();
        return Math.min(start, network.roundedUp(length) - window);
    }
}
