package io.github.nucleoscope.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.synthetic.NucleusShape.Form;

/**
 * Positions of the nuclei of a field: single ones, and pairs and clusters that touch. Nuclei of different clusters keep
 * a gap; no nucleus is cut by the border of the field. Where a nucleus is pressed against its neighbour, pixels that
 * both would cover go to the one that they lie deeper in, so that labels never overlap.
 */
final class Layout {

    private static final int ATTEMPTS = 2_000;
    private static final int ATTACH_ATTEMPTS = 100;
    /** Gap in fluorescence fields. */
    private static final int FLUORESCENT_GAP = 4;
    /** How far, in pixels, a nucleus is pressed into the one that it touches. */
    private static final int PRESS = 2;
    /** Largest fraction of a nucleus that its neighbours may take away. */
    private static final double MAX_OVERLAP = 0.06;

    /** A shape at its position: (left, top) is the box's top left pixel in the field. */
    record Placed(NucleusShape shape, int left, int top) {

        /** Returns the X of the middle of the box in the field. */
        int centreX() {
            return left + shape.size() / 2;
        }

        /** Returns the Y of the middle of the box in the field. */
        int centreY() {
            return top + shape.size() / 2;
        }
    }

    private final int width;
    private final int height;
    private final int[] labels;
    private final List<Placed> nuclei = new ArrayList<>();
    /** First label of the current cluster. */
    private int clusterStart = 1;

    /** Creates an empty layout. */
    Layout(int width, int height) {
        this.width = width;
        this.height = height;
        this.labels = new int[width * height];
    }

    /**
     * Places the nuclei of a fluorescence field.
     *
     * @param touchingFraction probability that a nucleus is placed next to the previous one, 0 to 1
     * @throws InputException if they do not fit
     */
    static Layout place(int width, int height, int nuclei, double touchingFraction, Random random) {
        Layout layout = new Layout(width, height);
        for (int i = 0; i < nuclei; i++) {
            NucleusShape shape = NucleusShape.draw(Form.FLUORESCENT, random);
            boolean attach = i > 0 && random.nextDouble() < touchingFraction;
            if (!(attach && layout.attach(shape, FLUORESCENT_GAP, random))
                    && !layout.placeFreely(shape, FLUORESCENT_GAP, placed -> true, random)) {
                throw noRoom(nuclei, width, height);
            }
        }
        return layout;
    }

    /** Returns what to tell the user when the nuclei do not fit into a field. */
    static InputException noRoom(int nuclei, int width, int height) {
        return new InputException(nuclei + " nuclei do not fit into " + width + " x " + height
                + " pixels: ask for fewer or for a larger field");
    }

    /**
     * Returns the label image, row by row: 0 is background, nucleus i of {@link #nuclei()} has label i + 1. Not a copy.
     */
    int[] labels() {
        return labels;
    }

    List<Placed> nuclei() {
        return nuclei;
    }

    /**
     * Adds a nucleus at a random position, the first of a new cluster.
     *
     * @param gap number of free pixels to all other nuclei; at most their least diameter
     * @param allowed positions at which it may lie
     * @return whether there was room
     */
    boolean placeFreely(NucleusShape shape, int gap, Predicate<Placed> allowed, Random random) {
        if (shape.size() > width || shape.size() > height) {
            return false;
        }
        int next = nuclei.size() + 1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Placed placed = new Placed(shape, random.nextInt(width - shape.size() + 1),
                    random.nextInt(height - shape.size() + 1));
            if (allowed.test(placed) && keepsGap(placed, gap, next)) {
                clusterStart = next;
                add(placed);
                return true;
            }
        }
        return false;
    }

    /**
     * Moves the shape towards a nucleus of the last cluster, from a random side, until they touch. There must be a
     * nucleus.
     *
     * @param gap number of free pixels to nuclei of other clusters; at most their least diameter
     * @return whether there was room
     */
    boolean attach(NucleusShape shape, int gap, Random random) {
        for (int attempt = 0; attempt < ATTACH_ATTEMPTS; attempt++) {
            int target = clusterStart - 1 + random.nextInt(nuclei.size() - clusterStart + 1);
            double angle = 2 * Math.PI * random.nextDouble();
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            int contact = shape.size();
            while (overlap(beside(target, shape, contact, cos, sin)) == 0) {
                contact--;
            }
            Placed placed = beside(target, shape, contact - PRESS, cos, sin);
            if (isInside(placed) && overlap(placed) <= MAX_OVERLAP * area(shape)
                    && keepsGap(placed, gap, clusterStart)) {
                add(placed);
                return true;
            }
        }
        return false;
    }

    private Placed beside(int target, NucleusShape shape, int distance, double cos, double sin) {
        Placed other = nuclei.get(target);
        int centreX = other.centreX() + (int) Math.rint(distance * cos);
        int centreY = other.centreY() + (int) Math.rint(distance * sin);
        return new Placed(shape, centreX - shape.size() / 2, centreY - shape.size() / 2);
    }

    private boolean isInside(Placed placed) {
        int size = placed.shape.size();
        return placed.left >= 0 && placed.top >= 0 && placed.left + size <= width && placed.top + size <= height;
    }

    /** Returns how many pixels of the shape are already taken. */
    private int overlap(Placed placed) {
        int size = placed.shape.size();
        int overlap = 0;
        for (int i = 0; i < size * size; i++) {
            if (placed.shape.contains(i) && labelAt(placed.left + i % size, placed.top + i / size) > 0) {
                overlap++;
            }
        }
        return overlap;
    }

    private static int area(NucleusShape shape) {
        int area = 0;
        for (int i = 0; i < shape.size() * shape.size(); i++) {
            if (shape.contains(i)) {
                area++;
            }
        }
        return area;
    }

    /** Returns whether the shape stays clear of all nuclei with labels below {@code firstFriend}. */
    private boolean keepsGap(Placed placed, int gap, int firstFriend) {
        int size = placed.shape.size();
        for (int i = 0; i < size * size; i++) {
            if (!placed.shape.contains(i)) {
                continue;
            }
            int x = placed.left + i % size;
            int y = placed.top + i / size;
            for (int dy = -gap; dy <= gap; dy += gap) {
                for (int dx = -gap; dx <= gap; dx += gap) {
                    int label = labelAt(x + dx, y + dy);
                    if (label > 0 && label < firstFriend) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private int labelAt(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : labels[y * width + x];
    }

    private void add(Placed placed) {
        nuclei.add(placed);
        int label = nuclei.size();
        int size = placed.shape.size();
        for (int i = 0; i < size * size; i++) {
            int x = placed.left + i % size;
            int y = placed.top + i / size;
            int holder = labelAt(x, y);
            if (placed.shape.contains(i)
                    && (holder == 0 || relativeRadius(nuclei.get(holder - 1), x, y) > placed.shape.relativeRadius(i))) {
                labels[y * width + x] = label;
            }
        }
    }

    private static double relativeRadius(Placed placed, int x, int y) {
        return placed.shape.relativeRadius((y - placed.top) * placed.shape.size() + x - placed.left);
    }
}
