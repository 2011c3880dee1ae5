package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.nuclei.IntensityFlood.Regions;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Makes one solid piece of each nucleus, inside its bounding box: the piece around its brightest pixel stays, holes are
 * filled, and pieces that touch through a neck become nuclei of their own.
 */
final class NucleusPieces {

    /** Nuclei that are more like an ellipse are whole. */
    private static final double WHOLE = 0.975;

    private static final double DEPTH_SIGMA = 1;
    private static final double TOLERANCE = 0.05;
    private static final double MIN_TOLERANCE = 0.5;

    private final int[] labels;
    private final int width;
    private final int height;
    private final SegmentationSettings settings;
    private final SmoothDepth depth = new SmoothDepth(DEPTH_SIGMA);
    private int last;

    private NucleusPieces(int[] labels, int width, int height, SegmentationSettings settings, int last) {
        this.labels = labels;
        this.width = width;
        this.height = height;
        this.settings = settings;
        this.last = last;
    }

    /**
     * @param labels what {@link Outlines} drew; changed in place
     * @param regions that it was drawn from
     * @return the largest label
     */
    static int tidy(int[] labels, int width, int height, Regions regions, SegmentationSettings settings) {
        NucleusPieces pieces = new NucleusPieces(labels, width, height, settings, regions.count());
        for (int k = 1; k <= regions.count(); k++) {
            int peak = -1;
            int minX = Integer.MAX_VALUE;
            int maxX = 0;
            int minY = Integer.MAX_VALUE;
            int maxY = 0;
            for (int t = regions.starts()[k]; t < regions.starts()[k + 1]; t++) {
                int i = regions.pixels()[t];
                if (labels[i] == k) {
                    peak = peak < 0 ? i : peak;
                    int y = i / width;
                    int x = i - y * width;
                    minX = Math.min(minX, x);
                    maxX = Math.max(maxX, x);
                    minY = Math.min(minY, y);
                    maxY = Math.max(maxY, y);
                }
            }
            pieces.tidy(k, peak, Math.max(0, minX - 1), Math.max(0, minY - 1),
                    Math.min(width - 1, maxX + 1), Math.min(height - 1, maxY + 1));
        }
        return pieces.last;
    }

    /** One nucleus. Its bounding box has a margin of a pixel where the image has. */
    private void tidy(int label, int peak, int fromX, int fromY, int toX, int toY) {
        int w = toX - fromX + 1;
        int h = toY - fromY + 1;
        Ellipticity shape = solid(label, fromX, fromY, w, h);
        if (shape != null && (!settings.split() || shape.likeness() >= WHOLE)) {
            return;
        }
        boolean[] whole = cut(label, fromX, fromY, w, h);
        if (shape == null) {
            whole = piece(whole, w, (peak / width - fromY) * w + peak % width - fromX);
            if (settings.fillHoles()) {
                HoleFilling.fill(Mask.of(whole, w, h));
            }
        }
        int[] parts = settings.split() && (shape != null || likeness(whole, w) < WHOLE) ? split(whole, w, h) : null;
        if (shape != null && parts == null) {
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
    }

    /** The pixels of a label in its box. */
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

    /**
     * The shape of a nucleus each row of which is one run of pixels that touches the run above: one piece without
     * holes. Null of others.
     */
    private Ellipticity solid(int label, int fromX, int fromY, int w, int h) {
        Ellipticity shape = new Ellipticity();
        int lastFrom = 0;
        int lastTo = 0;
        boolean ended = false;
        for (int y = 0; y < h; y++) {
            int start = (fromY + y) * width + fromX;
            int from = 0;
            while (from < w && labels[start + from] != label) {
                from++;
            }
            int to = from;
            while (to < w && labels[start + to] == label) {
                to++;
            }
            for (int x = to; x < w; x++) {
                if (labels[start + x] == label) {
                    return null;
                }
            }
            if (from == to) {
                ended |= lastTo > 0;
                shape.addSides(lastTo - lastFrom);
                lastFrom = 0;
                lastTo = 0;
                continue;
            }
            if (ended || lastTo > 0 && (to <= lastFrom || from >= lastTo)) {
                return null;
            }
            shape.addRun(fromX + from, fromX + to, fromY + y);
            shape.addSides(2 + (lastTo == 0 ? to - from : Math.abs(from - lastFrom) + Math.abs(to - lastTo)));
            lastFrom = from;
            lastTo = to;
        }
        shape.addSides(lastTo - lastFrom);
        return shape;
    }

    /** The piece of a mask around a pixel. */
    private static boolean[] piece(boolean[] mask, int w, int seed) {
        boolean[] piece = new boolean[mask.length];
        int[] stack = new int[mask.length];
        int depth = 0;
        piece[seed] = true;
        stack[depth++] = seed;
        while (depth > 0) {
            int i = stack[--depth];
            int x = i % w;
            for (int side = 0; side < 4; side++) {
                int n = i + (side == 0 ? -1 : side == 1 ? 1 : side == 2 ? -w : w);
                boolean inside = side == 0 ? x > 0 : side == 1 ? x < w - 1 : n >= 0 && n < mask.length;
                if (inside && mask[n] && !piece[n]) {
                    piece[n] = true;
                    stack[depth++] = n;
                }
            }
        }
        return piece;
    }

    /** Parts 1, 2, …, of a nucleus that may have necks; null if there is but one. */
    private int[] split(boolean[] mask, int w, int h) {
        float[] depths = depth.of(mask, w, h);
        if (Watershed.hasOneBasin(depths, w, TOLERANCE, MIN_TOLERANCE)) {
            return null;
        }
        ArrayImg<IntType, IntArray> parts = Watershed.split(ArrayImgs.floats(depths, w, h), TOLERANCE, MIN_TOLERANCE);
        LabelFilter.apply(parts, 1, Integer.MAX_VALUE, true);
        return Mask.labels(parts);
    }

    private static double likeness(boolean[] mask, int w) {
        Ellipticity shape = new Ellipticity();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                int sides = i % w == 0 || !mask[i - 1] ? 1 : 0;
                sides += i % w == w - 1 || !mask[i + 1] ? 1 : 0;
                sides += i < w || !mask[i - w] ? 1 : 0;
                sides += i + w >= mask.length || !mask[i + w] ? 1 : 0;
                shape.add(i % w, i / w, sides);
            }
        }
        return shape.likeness();
    }
}
