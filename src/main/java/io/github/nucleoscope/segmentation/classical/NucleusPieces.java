package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.FloodFill;
import io.github.nucleoscope.images.pixels.HoleFilling;
import io.github.nucleoscope.images.pixels.LabelRuns;
import io.github.nucleoscope.images.pixels.Mask;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * Makes each nucleus one solid piece, inside its bounding box: the piece around its brightest pixel is kept, holes are
 * filled, and pieces that are connected by a neck become separate nuclei.
 */
final class NucleusPieces {

    /** Nuclei whose {@link Ellipticity#likeness} is this or more are whole. */
    private static final double WHOLE = 0.975;

    /** If the outline is less concave, in pixels, there is no neck as deep as the tolerance of {@link Necks}. */
    private static final double MIN_DENT = 1;

    /** If the outline is less concave, as a fraction of the radius, there is no such neck either. */
    private static final double DENT = 0.08;

    private final int[] labels;
    private final LabelRuns runs;
    private final int width;
    private final int height;
    private final SegmentationSettings settings;
    private final Silhouette shape = new Silhouette();
    private final Necks necks = new Necks();
    private int last;

    private NucleusPieces(Outlines.Drawn drawn, int width, int height, SegmentationSettings settings, int last) {
        this.labels = drawn.labels();
        this.runs = drawn.runs();
        this.width = width;
        this.height = height;
        this.settings = settings;
        this.last = last;
    }

    /**
     * @param drawn what {@link Outlines} drew; changed in place
     * @param regions regions that it was drawn from
     * @return the largest label
     */
    static int tidy(Outlines.Drawn drawn, int width, int height, Regions regions, SegmentationSettings settings) {
        NucleusPieces pieces = new NucleusPieces(drawn, width, height, settings, regions.count());
        for (int k = 1; k <= regions.count(); k++) {
            pieces.tidy(k, regions);
        }
        return pieces.last;
    }

    private void tidy(int label, Regions regions) {
        shape.read(runs, label, width);
        if (shape.isSolid() && (!settings.split() || isWhole())) {
            return;
        }
        // The box has a margin of one pixel wherever the image extends that far.
        tidy(label, peak(label, regions), Math.max(0, shape.minX() - 1), Math.max(0, shape.minY() - 1),
                Math.min(width - 1, shape.maxX() + 1), Math.min(height - 1, shape.maxY() + 1));
    }

    /** Returns the first pixel in a label's region, from the highest on, that has the label. */
    private int peak(int label, Regions regions) {
        int t = regions.starts()[label];
        Box box = regions.boxes()[label];
        while (labels[box.pixel(regions.places()[t])] != label) {
            t++;
        }
        return box.pixel(regions.places()[t]);
    }

    /** Returns whether the current nucleus, a solid one, certainly has no neck. */
    private boolean isWhole() {
        return shape.likeness() >= WHOLE || shape.dent() < leastDent(shape.radius());
    }

    /** Returns the least concavity, in pixels, of the outline of a solid nucleus of this radius with a neck. */
    static double leastDent(double radius) {
        return Math.max(MIN_DENT, DENT * radius);
    }

    /** Returns whether a piece, whose rows have been read, certainly has no neck. */
    private boolean isWhole(boolean[] piece, int w, int h) {
        if (!shape.isSolid()) {
            shape.read(LabelRuns.ofColumns(piece, w), 1, h);
        }
        return shape.isSolid() ? isWhole() : likeness(piece, w, h) >= WHOLE;
    }

    /** Processes a nucleus, in a box, that is not solid or may have a neck. */
    private void tidy(int label, int peak, int fromX, int fromY, int toX, int toY) {
        int w = toX - fromX + 1;
        int h = toY - fromY + 1;
        boolean[] whole = cut(label, fromX, fromY, w, h);
        boolean solid = shape.isSolid();
        boolean asDrawn = solid || shape.isOnePiece();
        if (!asDrawn) {
            whole = FloodFill.from(whole, w, true, (peak / width - fromY) * w + peak % width - fromX);
            if (settings.fillHoles()) {
                HoleFilling.fill(Mask.of(whole, w, h));
            }
            shape.read(LabelRuns.of(whole, w), 1, w);
        }
        // Solid nuclei without necks do not get here.
        int[] parts = settings.split() && (solid || !isWhole(whole, w, h)) ? necks.split(whole, w, h) : null;
        if (asDrawn && parts == null) {
            return;
        }
        int first = last;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int at = (fromY + y) * width + fromX + x;
                int i = y * w + x;
                if (whole[i] && (labels[at] == 0 || labels[at] == label)) {
                    // The first part keeps the label, the others get new ones.
                    int part = parts == null ? 1 : parts[i];
                    labels[at] = part == 1 ? label : first + part - 1;
                    last = Math.max(last, first + part - 1);
                } else if (labels[at] == label) {
                    labels[at] = 0;
                }
            }
        }
        runs.clear(label);
        for (int y = fromY; y <= toY; y++) {
            noteRuns(label, first, y * width + fromX, y * width + toX + 1);
        }
    }

    /** Records the runs of a label, and of labels above another, in a part of a row. */
    private void noteRuns(int label, int above, int from, int to) {
        int i = from;
        while (i < to) {
            int first = i++;
            while (i < to && labels[i] == labels[first]) {
                i++;
            }
            if (labels[first] == label || labels[first] > above) {
                runs.add(labels[first], first, i);
            }
        }
    }

    /** Returns the pixels of a label in its box. */
    private boolean[] cut(int label, int fromX, int fromY, int w, int h) {
        boolean[] own = new boolean[w * h];
        for (int y = 0; y < h; y++) {
            int start = (fromY + y) * width + fromX;
            for (int x = 0; x < w; x++) {
                own[y * w + x] = labels[start + x] == label;
            }
        }
        return own;
    }

    private static double likeness(boolean[] mask, int w, int h) {
        Ellipticity shape = new Ellipticity();
        for (int y = 0, i = 0; y < h; y++) {
            for (int x = 0; x < w; x++, i++) {
                if (mask[i]) {
                    int sides = x == 0 || !mask[i - 1] ? 1 : 0;
                    sides += x == w - 1 || !mask[i + 1] ? 1 : 0;
                    sides += y == 0 || !mask[i - w] ? 1 : 0;
                    sides += y == h - 1 || !mask[i + w] ? 1 : 0;
                    shape.add(x, y, sides);
                }
            }
        }
        return shape.likeness();
    }
}
