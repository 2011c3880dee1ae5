package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.PackedLabels;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/** The label image of a large plane, drawn tile by tile. */
final class TileDrawing {

    /** A drawn nucleus. */
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

    private final int width;
    private final int height;
    private final PackedLabels labels;
    private final List<Drawn> nuclei = new ArrayList<>();

    /** Creates an image that is all background, for a plane of this size in pixels. */
    TileDrawing(int width, int height) {
        this.width = width;
        this.height = height;
        this.labels = new PackedLabels(width, height);
    }

    /**
     * Draws the nuclei that belong to a tile, those whose first pixel is in it, on pixels that no other tile has drawn.
     *
     * @param seen labels of the tile with its margin, row by row; 0 is background
     * @param candidates measurements of each of these labels
     */
    void draw(Tile tile, int[] seen, EdgeContrast.Candidate[] candidates) {
        int[] names = new int[candidates.length];
        Arrays.fill(names, -1);
        names[0] = 0;
        for (int y = tile.top(), i = 0; y < tile.bottom(); y++) {
            for (int x = tile.left(); x < tile.right(); x++, i++) {
                int label = seen[i];
                if (label == 0) {
                    continue;
                }
                if (names[label] < 0) {
                    boolean own = tile.contains(x, y);
                    if (own) {
                        nuclei.add(new Drawn(candidates[label]));
                    }
                    names[label] = own ? nuclei.size() : 0;
                }
                if (names[label] > 0 && labels.get(x, y) == 0) {
                    labels.set(x, y, names[label]);
                    nuclei.get(names[label] - 1).add(x, y, width, height);
                }
            }
        }
    }

    /**
     * Removes nuclei with weak outlines, or with a size or position that is not wanted, and labels the others 1, 2, …,
     * in raster order of their first pixels. To be called once, after all tiles have been drawn.
     *
     * @param noise standard deviation of the heights
     * @return the label image, axes X, Y
     */
    Img<IntType> finish(double noise, SegmentationSettings settings) {
        EdgeContrast.Candidate[] candidates = candidates();
        boolean[] weak = EdgeContrast.weak(candidates, noise);
        int[] names = new int[candidates.length];
        int[] count = {0};
        IntStream.range(1, names.length).boxed().filter(k -> !weak[k] && nuclei.get(k - 1).fits(settings))
                .sorted(Comparator.comparingLong(k -> nuclei.get(k - 1).first)).forEach(k -> names[k] = ++count[0]);
        labels.rename(names);
        return labels.image();
    }

    /** Returns the scale with which the plane is to be drawn again, see {@link AutoSegmentation.Scale#lowered}. */
    Optional<AutoSegmentation.Scale> lowered(AutoSegmentation.Scale scale) {
        return scale.lowered(candidates());
    }

    private EdgeContrast.Candidate[] candidates() {
        EdgeContrast.Candidate[] candidates = new EdgeContrast.Candidate[nuclei.size() + 1];
        candidates[0] = new EdgeContrast.Candidate();
        for (int k = 1; k < candidates.length; k++) {
            candidates[k] = nuclei.get(k - 1).candidate;
        }
        return candidates;
    }
}
