package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.table.NucleusRow;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class NucleusTableTest {

    private static final PixelSize HALF = new PixelSize(0.5, 0.5, "µm");

    /** 4x3 pixels of 100; nucleus 3 is the 2x2 pixels from (1, 1), whose centroid ImageJ measures as (2, 2). */
    private static SegmentedPlane plane() {
        ByteProcessor processor = new ByteProcessor(4, 3);
        processor.set(100);
        int[] labels = {0, 0, 0, 0, 0, 3, 3, 0, 0, 3, 3, 0};
        return SegmentedPlane.of(Planes.of(new ImagePlus("a.tif", processor), 1).get(0), ArrayImgs.ints(labels, 4, 3));
    }

    @Test
    void classifiedNucleiHaveTheColumnsOfTheContract() {
        SegmentedPlane plane = plane();
        ClassifiedImage classified = new ClassifiedImage("a.tif", HALF,
                List.of(new NucleusClass("clumped", 1), new NucleusClass("fine", 2)), List.of(plane),
                List.of(new ClassifiedNucleus(plane.nuclei().get(0), new Prediction(new double[] {0.25, 0.75}), 1, 1)),
                0);
        ResultsTable table = NucleusTable.of(classified, "m.nucleoscope.zip");
        assertArrayEquals(new String[] {"Image", "Label", "Class", "Confidence", "P(clumped)", "P(fine)", "X", "Y",
            "Z", "T", "Area", "Mean", "Model"}, table.getHeadings());
        assertEquals(1, table.size());
        assertEquals("a.tif", table.getStringValue("Image", 0));
        assertEquals(3, table.getValue("Label", 0));
        assertEquals("fine", table.getStringValue("Class", 0));
        assertEquals(0.75, table.getValue("Confidence", 0));
        assertEquals(0.25, table.getValue("P(clumped)", 0));
        assertEquals("m.nucleoscope.zip", table.getStringValue("Model", 0));
        assertMeasured(table);
    }

    @Test
    void segmentedNucleiAreMeasuredTheSameWay() {
        ResultsTable table = NucleusTable.table(NucleusRow.columns(false),
                NucleusRow.of("a.tif", plane(), HALF, false).stream().map(NucleusRow::values).toList());
        assertArrayEquals(new String[] {"Image", "Label", "X", "Y", "Z", "T", "Area", "Mean"}, table.getHeadings());
        assertEquals(3, table.getValue("Label", 0));
        assertMeasured(table);
    }

    /** A square of 2x2 equal pixels of 0.5 um: the hull is the square itself, the ellipse of its moments a disc. */
    @Test
    void measuredNucleiHaveShapeAndTextureBesides() {
        ResultsTable table = NucleusTable.table(NucleusRow.columns(true),
                NucleusRow.of("a.tif", plane(), HALF, true).stream().map(NucleusRow::values).toList());
        assertEquals(8 + 25, table.getHeadings().length);
        assertMeasured(table);
        assertEquals(1, table.getValue("solidity", 0));
        assertEquals(0, table.getValue("eccentricity", 0));
        // A side of 1 um has the variance 1/12 um^2; the axis is 4 standard deviations.
        assertEquals(4 / Math.sqrt(12), table.getValue("major_axis", 0), 1e-12);
        assertEquals(100, table.getValue("minimum", 0));
        assertEquals(0, table.getValue("standard_deviation", 0));
        assertEquals(0, table.getValue("entropy", 0));
    }

    /** In µm: the centroid is (2, 2) pixels, the area 4. */
    private static void assertMeasured(ResultsTable table) {
        assertEquals(1.0, table.getValue("X", 0));
        assertEquals(1.0, table.getValue("Y", 0));
        assertEquals(1, table.getValue("Z", 0));
        assertEquals(1, table.getValue("T", 0));
        assertEquals(1.0, table.getValue("Area", 0));
        assertEquals(100, table.getValue("Mean", 0));
    }

    @Test
    void noNucleiMakeAnEmptyTable() {
        assertEquals(0, NucleusTable.table(NucleusRow.columns(false), List.of()).size());
    }
}
