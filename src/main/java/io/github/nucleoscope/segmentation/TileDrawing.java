package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Area;
import io.github.nucleoscope.images.pixels.PackedLabels;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/** The label image of a large plane, drawn tile by tile. */
public final class TileDrawing {

    /** A drawn nucleus. */
    private static final class Drawn {
        private long first = Long.MAX_VALUE;
        private int area;
        private boolean atBorder;

        void add(int x, int y, int width, int height) {
            first = Math.min(first, (long) y * width + x);
            area++;
            atBorder |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
        }

        boolean fits(SegmentationSettings settings) {
            return area >= settings.minArea() && area <= settings.maxArea() && (settings.keepBorder() || !atBorder);
        }
    }

    private final int width;
    private final int height;
    private final PackedLabels labels;
    private final List<Drawn> nuclei = new ArrayList<>();

    /** Creates an image that is all background, for a plane of this size in pixels. */
    public TileDrawing(int width, int height) {
        this.width = width;
        this.height = height;
        this.labels = new PackedLabels(width, height);
    }

    /**
     * Draws the nuclei that belong to a tile, those whose first pixel is in it, on pixels that no other tile has drawn.
     *
     * @param seen labels of the tile with its margin, row by row; 0 is background
     * @param last the largest of them, or more
     * @return the labels of those that were drawn; the nuclei of all tiles are numbered 0, 1, … in this order
     */
    public int[] draw(Tile tile, int[] seen, int last) {
        Area area = tile.seen();
        int before = nuclei.size();
        int[] drawn = new int[last];
        int[] names = new int[last + 1];
        Arrays.fill(names, -1);
        names[0] = 0;
        for (int y = area.top(), i = 0; y < area.bottom(); y++) {
            for (int x = area.left(); x < area.right(); x++, i++) {
                int label = seen[i];
                if (label == 0) {
                    continue;
                }
                if (names[label] < 0) {
                    boolean own = tile.own().contains(x, y);
                    if (own) {
                        drawn[nuclei.size() - before] = label;
                        nuclei.add(new Drawn());
                    }
                    names[label] = own ? nuclei.size() : 0;
                }
                if (names[label] > 0 && labels.get(x, y) == 0) {
                    labels.set(x, y, names[label]);
                    nuclei.get(names[label] - 1).add(x, y, width, height);
                }
            }
        }
        return Arrays.copyOf(drawn, nuclei.size() - before);
    }

    /**
     * Removes nuclei with a size or position that is not wanted, and labels the others 1, 2, …, in raster order of
     * their first pixels. To be called once, after all tiles have been drawn.
     *
     * @param keep whether to keep the nucleus of a number
     * @return the label image, axes X, Y
     */
    public Img<IntType> finish(SegmentationSettings settings, IntPredicate keep) {
        int[] names = new int[nuclei.size() + 1];
        int[] count = {0};
        IntStream.range(0, nuclei.size()).boxed().filter(k -> keep.test(k) && nuclei.get(k).fits(settings))
                .sorted(Comparator.comparingLong(k -> nuclei.get(k).first)).forEach(k -> names[k + 1] = ++count[0]);
        labels.rename(names);
        return labels.image();
    }
}
