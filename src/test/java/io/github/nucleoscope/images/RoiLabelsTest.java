package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;

class RoiLabelsTest {

    private static int[] values(RandomAccessibleInterval<IntType> labels) {
        int width = (int) labels.dimension(0);
        int[] values = new int[(int) labels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels.getAt(i % width, i / width).get();
        }
        return values;
    }

    private static ImagePlus image(int width, int height) {
        return new ImagePlus("drawn.tif", new ByteProcessor(width, height));
    }

    @Test
    void labelsAreTheNumbersOfTheRois() {
        RoiLabels labels = new RoiLabels(List.of(new Roi(0, 0, 2, 1), new Roi(3, 1, 1, 2)), image(4, 3));
        assertArrayEquals(new int[] {
            1, 1, 0, 0,
            0, 0, 0, 2,
            0, 0, 0, 2}, values(labels.plane(1, 1)));
        assertEquals(List.of(), labels.problems());
    }

    /** Two pieces, one of them with a hole: one nucleus. */
    @Test
    void piecesAndHolesAreOneNucleus() {
        Roi ring = new ShapeRoi(new Roi(0, 0, 3, 3)).not(new ShapeRoi(new Roi(1, 1, 1, 1)));
        Roi both = new ShapeRoi(ring).or(new ShapeRoi(new Roi(4, 0, 1, 2)));
        RoiLabels labels = new RoiLabels(List.of(both), image(5, 3));
        assertArrayEquals(new int[] {
            1, 1, 1, 0, 1,
            1, 0, 1, 0, 1,
            1, 1, 1, 0, 0}, values(labels.plane(1, 1)));
    }

    @Test
    void whatIsNoOutlineIsLeftOutByNumber() {
        Roi flat = new PolygonRoi(new float[] {0, 3, 0}, new float[] {1, 1, 1}, Roi.POLYGON);
        List<Roi> rois = List.of(new PointRoi(1, 1), new Roi(5, 5, 2, 2), new Line(0, 0, 3, 3), new Roi(0, 0, 2, 2),
                new TextRoi(0, 0, "text"), new Roi(-5, 0, 5, 5), flat, new Roi(1, 1, 1, 1),
                new Roi(1, 1, 2, 2), new Roi(-1, 2, 2, 1));
        RoiLabels labels = new RoiLabels(rois, image(4, 4));
        assertArrayEquals(new int[] {
            4, 4, 0, 0,
            4, 4, 9, 0,
            10, 9, 9, 0,
            0, 0, 0, 0}, values(labels.plane(1, 1)));
        assertEquals(List.of("ROI 1, 3, 5: left out, no area",
                "ROI 2, 6, 7: left out, no pixel of it is in the image",
                "ROI 8: left out, covered by earlier ones",
                "ROI 9: overlaps earlier ones, which keep the pixels they share"), labels.problems());
    }

    @Test
    void aLongListOfNumbersIsCutShort() {
        List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rois.add(new Roi(9, 9, 1, 1));
        }
        String line = new RoiLabels(rois, image(4, 4)).problems().get(0);
        assertEquals("ROI 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 5 more: "
                + "left out, no pixel of it is in the image", line);
    }

    @Test
    void roisAreOnTheirSliceAndFrame() {
        ImagePlus image = IJ.createHyperStack("cells", 1, 1, 2, 2, 3, 8);
        Roi everywhere = new Roi(0, 0, 1, 1);
        Roi slice = new Roi(0, 0, 1, 1);
        slice.setPosition(0, 2, 0);
        Roi plane = new Roi(0, 0, 1, 1);
        plane.setPosition(2, 1, 3);
        Roi beyond = new Roi(0, 0, 1, 1);
        beyond.setPosition(1, 1, 4);
        RoiLabels labels = new RoiLabels(List.of(plane, slice, everywhere, beyond), image);
        int[][] expected = {{3, 3, 1}, {2, 2, 2}};
        for (int z = 1; z <= 2; z++) {
            for (int t = 1; t <= 3; t++) {
                assertEquals(expected[z - 1][t - 1], labels.plane(z, t).getAt(0, 0).get(), z + ", " + t);
            }
        }
        assertEquals(List.of("ROI 4: left out, no pixel of it is in the image",
                "ROI 3: left out, covered by earlier ones"), labels.problems());
    }

    /** Any ROI is drawn as ImageJ fills it, the earlier one on top: filling from the last to the first is the twin. */
    @Test
    void roisAreDrawnAsImageJFillsThem() {
        Random random = new Random(11);
        for (int round = 0; round < 100; round++) {
            List<Roi> rois = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int x = random.nextInt(30) - 5;
                int y = random.nextInt(30) - 5;
                rois.add(switch (random.nextInt(3)) {
                    case 0 -> new Roi(x, y, 1 + random.nextInt(9), 1 + random.nextInt(9));
                    case 1 -> new OvalRoi(x, y, 2 + random.nextInt(9), 2 + random.nextInt(9));
                    default -> new PolygonRoi(new float[] {x, x + 1 + random.nextInt(9), x + random.nextInt(5)},
                            new float[] {y, y + random.nextInt(4), y + 5 + random.nextInt(5)}, Roi.POLYGON);
                });
            }
            ByteProcessor filled = new ByteProcessor(24, 21);
            for (int i = rois.size(); i > 0; i--) {
                filled.setValue(i);
                filled.fill(rois.get(i - 1));
            }
            int[] expected = new int[24 * 21];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = filled.get(i);
            }
            assertArrayEquals(expected, values(new RoiLabels(rois, image(24, 21)).plane(1, 1)));
        }
    }
}
