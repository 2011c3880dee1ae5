package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.LabelRuns;
import io.github.nucleoscope.images.pixels.RowIndex;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Where each nucleus ends inside its region. A blurred edge is half-way between inside and outside, so the outline is
 * at a fraction of the mean height of the nucleus itself: the threshold selection of Ridler &amp; Calvard (1978) for
 * each nucleus. First the outside is taken as 0; then, once the other outlines are known, as the mean of the
 * non-nuclear surroundings: other nuclei nearby raise it.
 */
final class Outlines {

    /** The surroundings extend from the centre by the diameter of the nuclei, but at least this many pixels. */
    private static final int LEAST_RADIUS = 5;

    /** The surroundings are sampled at about this many pixels on each side of the centre. */
    private static final int SAMPLES = 7;

    /** The centre is computed from every n-th pixel. */
    private static final int CENTRE_PIXELS = 4;

    private final float[] heights;
    private final int width;
    private final int height;
    private final Regions regions;
    private final OutlineLevels levels;

    private Outlines(ArrayImg<FloatType, FloatArray> img, Regions regions) {
        this.heights = FloatPlane.values(img);
        this.width = (int) img.dimension(0);
        this.height = (int) img.dimension(1);
        this.regions = regions;
        this.levels = new OutlineLevels(regions);
    }

    /**
     * Result of drawing.
     *
     * @param labels for each pixel the region that it is nucleus of, or 0
     * @param runs runs of the labels
     */
    record Drawn(int[] labels, LabelRuns runs) {}

    /**
     * @param img height above the background, axes X, Y
     * @param regions at most one region per nucleus; its map of the image's pixels becomes the labels
     * @param diameter diameter of the nuclei in pixels
     */
    static Drawn draw(ArrayImg<FloatType, FloatArray> img, Regions regions, double diameter) {
        Outlines outlines = new Outlines(img, regions);
        int radius = (int) Math.max(LEAST_RADIUS, Math.round(diameter));
        for (int k = 1; k <= regions.count(); k++) {
            outlines.levels.find(k);
        }
        double[] outside = new double[regions.count() + 1];
        for (int k = 1; k <= regions.count(); k++) {
            outside[k] = outlines.outside(k, radius);
        }
        for (int k = 1; k <= regions.count(); k++) {
            outlines.levels.find(k, outside[k]);
        }
        LabelRuns runs = new LabelRuns(regions.count());
        for (int run = 0; run < regions.runs().count(); run++) {
            outlines.draw(regions.runs().from(run), regions.runs().to(run), runs);
        }
        return new Drawn(regions.region(), runs);
    }

    /** Draws a run of flooded pixels. */
    private void draw(int from, int to, LabelRuns runs) {
        int[] labels = regions.region();
        float[] lowest = levels.lowest();
        int i = from;
        while (i < to) {
            int label = labels[i];
            float least = lowest[label];
            int first = i;
            while (i < to && labels[i] == label && heights[i] >= least) {
                i++;
            }
            if (i > first) {
                runs.add(label, first, i);
            }
            while (i < to && labels[i] == label && heights[i] < least) {
                labels[i++] = 0;
            }
        }
    }

    /** Returns the mean height of non-nuclear pixels in a square around a nucleus; 0 if there are none. */
    private double outside(int k, int radius) {
        int[] region = regions.region();
        float[] lowest = levels.lowest();
        int step = Math.max(1, radius / SAMPLES);
        Box box = regions.boxes()[k];
        RowIndex rows = box.rows();
        long sumX = 0;
        long sumY = 0;
        int area = 0;
        int end = levels.end(k);
        for (int t = regions.starts()[k]; t < end; t += CENTRE_PIXELS) {
            int place = regions.places()[t];
            int y = rows.of(place);
            sumX += place - y * box.stride();
            sumY += y;
            area++;
        }
        int centreX = box.left() + (int) (sumX / area);
        int centreY = box.top() + (int) (sumY / area);
        double sum = 0;
        int count = 0;
        int fromX = first(centreX - radius, step);
        int toX = Math.min(width - 1, centreX + radius);
        int toY = Math.min(height - 1, centreY + radius);
        int fromY = first(centreY - radius, step);
        for (int y = fromY; y <= toY; y += step) {
            // Like the black squares of a chessboard.
            int shift = (y - fromY) / step % 2 * step;
            for (int i = y * width + fromX + shift; i <= y * width + toX; i += 2 * step) {
                // Region 0 has no nucleus.
                if (heights[i] < lowest[region[i]]) {
                    sum += heights[i];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : Math.max(0, sum / count);
    }

    /** Returns the first position in the image that is a whole number of steps from the start of the square. */
    private static int first(int start, int step) {
        return start >= 0 ? start : Math.floorMod(start, step);
    }
}
