package io.github.nucleoscope.fiji.annotation;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A spatial index of nuclei: divides the image into squares, each with the nuclei whose bounding box overlaps it.
 */
final class NucleusGrid {

    /** Side of a square in pixels, about the size of a nucleus. */
    private static final int SQUARE = 64;

    private final List<Outline> outlines;
    private final Rectangle image;
    private final int columns;
    private final List<List<Integer>> squares = new ArrayList<>();

    NucleusGrid(List<Outline> outlines, int width, int height) {
        this.outlines = outlines;
        image = new Rectangle(width, height);
        columns = (width + SQUARE - 1) / SQUARE;
        int rows = (height + SQUARE - 1) / SQUARE;
        for (int i = 0; i < columns * rows; i++) {
            squares.add(new ArrayList<>());
        }
        for (int i = 0; i < outlines.size(); i++) {
            for (int square : squares(outlines.get(i).bounds())) {
                squares.get(square).add(i);
            }
        }
    }

    private List<Integer> squares(Rectangle box) {
        Rectangle inside = box.intersection(image);
        List<Integer> numbers = new ArrayList<>();
        if (inside.isEmpty()) {
            return numbers;
        }
        for (int y = inside.y / SQUARE; y <= (inside.y + inside.height - 1) / SQUARE; y++) {
            for (int x = inside.x / SQUARE; x <= (inside.x + inside.width - 1) / SQUARE; x++) {
                numbers.add(y * columns + x);
            }
        }
        return numbers;
    }

    /** Returns the nuclei whose bounding boxes intersect a rectangle of a plane, in order. */
    Set<Integer> in(Rectangle area, int slice, int frame) {
        Set<Integer> found = new TreeSet<>();
        for (int square : squares(area)) {
            for (int nucleus : squares.get(square)) {
                Outline outline = outlines.get(nucleus);
                if (outline.isOn(slice, frame) && outline.bounds().intersects(area)) {
                    found.add(nucleus);
                }
            }
        }
        return found;
    }

    /** Returns the nucleus at a pixel of a plane, the smallest if several overlap; {@link Annotation#NONE} for none. */
    int at(int x, int y, int slice, int frame) {
        int best = Annotation.NONE;
        for (int nucleus : in(new Rectangle(x, y, 1, 1), slice, frame)) {
            if (outlines.get(nucleus).roi().contains(x, y)
                    && (best == Annotation.NONE || area(nucleus) < area(best))) {
                best = nucleus;
            }
        }
        return best;
    }

    private long area(int nucleus) {
        Rectangle box = outlines.get(nucleus).bounds();
        return (long) box.width * box.height;
    }

    /** Returns the nuclei that a straight line crosses, in order along the line. */
    List<Integer> along(Point from, Point to, int slice, int frame) {
        List<Integer> passed = new ArrayList<>();
        int steps = Math.max(1, Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)));
        for (int i = 0; i <= steps; i++) {
            int nucleus = at(from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps, slice, frame);
            if (nucleus != Annotation.NONE && !passed.contains(nucleus)) {
                passed.add(nucleus);
            }
        }
        return passed;
    }
}
