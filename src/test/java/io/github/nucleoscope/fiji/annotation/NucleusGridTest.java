package io.github.nucleoscope.fiji.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import org.junit.jupiter.api.Test;

class NucleusGridTest {

    private static final int SIZE = 300;

    /** Ovals and rectangles, some of them partly or wholly outside the image, on three slices or on all. */
    private static List<Outline> drawn(Random random, int count) {
        List<Outline> outlines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int x = random.nextInt(SIZE + 100) - 50;
            int y = random.nextInt(SIZE + 100) - 50;
            int width = 1 + random.nextInt(90);
            int height = 1 + random.nextInt(90);
            Roi roi = random.nextBoolean() ? new OvalRoi(x, y, width, height) : new Roi(x, y, width, height);
            outlines.add(new Outline(roi, roi.getBounds(), random.nextInt(4), random.nextInt(3)));
        }
        return outlines;
    }

    /** The twin asks every outline. */
    @Test
    void itFindsWhatLookingAtAllOfThemFinds() {
        Random random = new Random(8);
        for (int round = 0; round < 20; round++) {
            List<Outline> outlines = drawn(random, random.nextInt(60));
            NucleusGrid grid = new NucleusGrid(outlines, SIZE, SIZE);
            for (int i = 0; i < 200; i++) {
                int x = random.nextInt(SIZE);
                int y = random.nextInt(SIZE);
                int slice = 1 + random.nextInt(3);
                int frame = 1 + random.nextInt(2);
                int expected = Annotation.NONE;
                for (int n = 0; n < outlines.size(); n++) {
                    Outline outline = outlines.get(n);
                    if (outline.isOn(slice, frame) && outline.roi().contains(x, y) && (expected == Annotation.NONE
                            || area(outline) < area(outlines.get(expected)))) {
                        expected = n;
                    }
                }
                assertEquals(expected, grid.at(x, y, slice, frame));
                Rectangle area = new Rectangle(x, y, 1 + random.nextInt(SIZE - x), 1 + random.nextInt(SIZE - y));
                List<Integer> in = new ArrayList<>();
                for (int n = 0; n < outlines.size(); n++) {
                    if (outlines.get(n).isOn(slice, frame) && outlines.get(n).bounds().intersects(area)) {
                        in.add(n);
                    }
                }
                assertEquals(in, List.copyOf(grid.in(area, slice, frame)));
            }
        }
    }

    private static int area(Outline outline) {
        return outline.bounds().width * outline.bounds().height;
    }

    @Test
    void aDragPassesAllNucleiOnItsWay() {
        List<Outline> row = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Roi roi = new Roi(10 + 20 * i, 10, 10, 10);
            row.add(new Outline(roi, roi.getBounds(), 0, 0));
        }
        NucleusGrid grid = new NucleusGrid(row, 200, 100);
        assertEquals(List.of(3, 2, 1), grid.along(new Point(75, 15), new Point(32, 14), 1, 1));
        assertEquals(List.of(), grid.along(new Point(0, 50), new Point(199, 60), 1, 1));
        assertEquals(List.of(), grid.along(new Point(-50, -9), new Point(500, -1), 1, 1));
    }
}
