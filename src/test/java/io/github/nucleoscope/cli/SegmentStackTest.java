package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks, and the measurements of their nuclei, by the command line. */
class SegmentStackTest {

    @TempDir
    private Path folder;

    /** Three balls in six slices, on noise; the second is in the last four. Pixels of 0.5 x 0.25 um. */
    private Path balls() throws IOException {
        int[][] balls = {{30, 30, 2, 16}, {90, 40, 5, 14}, {40, 90, 3, 15}};
        Random random = new Random(4);
        ImagePlus stack = IJ.createImage("balls", 128, 120, 6, 16);
        for (int z = 1; z <= 6; z++) {
            ImageProcessor plane = stack.getStack().getProcessor(z);
            for (int i = 0; i < plane.getPixelCount(); i++) {
                double value = 100 + 5 * random.nextGaussian();
                for (int[] ball : balls) {
                    double distance = Math.hypot(Math.hypot(i % 128 - ball[0], i / 128 - ball[1]), 4 * (z - ball[2]));
                    value += distance < ball[3] ? 800 + 20 * random.nextGaussian() + 3 * (i % 128) : 0;
                }
                plane.set(i, (int) Math.round(value));
            }
        }
        stack.getCalibration().setUnit("um");
        stack.getCalibration().pixelWidth = 0.5;
        stack.getCalibration().pixelHeight = 0.25;
        Path file = folder.resolve("balls.tif");
        ImageFiles.saveTiff(stack, file);
        return file;
    }

    @Test
    void labelsRunThroughTheSlicesOnlyWhenAsked() throws IOException {
        Path image = balls();
        Ran ran = Ran.nucleoscope("segment", image, "--stitch", "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith("3 nuclei in 1 image ("), ran.out());
        ImagePlus labels = ImageFiles.read(folder.resolve("labels/balls.tif"));
        for (int[] place : new int[][] {{30, 30}, {90, 40}, {40, 90}}) {
            int first = 0;
            for (int z = 1; z <= 6; z++) {
                int label = labels.getStack().getProcessor(z).get(place[0], place[1]);
                first = first == 0 ? label : first;
                assertTrue(label == 0 || label == first, place[0] + " in slice " + z + ": " + label);
            }
            assertTrue(first > 0);
        }
        ran = Ran.nucleoscope("segment", image, "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(Integer.parseInt(ran.out().split(" ")[0]) >= 12, ran.out());
        assertEquals("", ran.err());
    }

    /** ImageJ often takes the slices of a stack for frames. */
    @Test
    void whereThereIsOneSliceNothingIsStitchedAndThatIsSaid() throws IOException {
        Path file = balls();
        ImagePlus image = ImageFiles.read(file);
        image.setDimensions(1, 1, 6);
        ImageFiles.saveTiff(image, file);
        Ran ran = Ran.nucleoscope("segment", file, "--stitch", "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("no labels were stitched"), ran.err());
    }

    @Test
    void anImageIsNotReplacedByJson() throws IOException {
        Path file = balls();
        byte[] before = Files.readAllBytes(file);
        Ran ran = Ran.nucleoscope("segment", file, "-o", folder, "--json", file);
        assertEquals(2, ran.exitCode(), ran.out());
        assertTrue(ran.err().contains("would be replaced; give another file for --json"), ran.err());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    /** ImageJ measures the outlines of the labels in the same image. */
    @Test
    void measurementsAreImageJsWhereItHasTheSame() throws IOException {
        Path file = balls();
        Ran ran = Ran.nucleoscope("segment", file, "--measurements", "-o", folder);
        assertEquals(0, ran.exitCode(), ran.err());
        Path table = folder.resolve("measurements.csv");
        assertTrue(ran.out().contains("measurements in " + table), ran.out());
        List<CSVRecord> rows;
        try (Reader reader = Files.newBufferedReader(table)) {
            rows = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader).getRecords();
        }
        assertTrue(rows.size() >= 12, rows.size() + " rows");
        assertEquals(8 + 25, rows.get(0).size());
        ImagePlus image = ImageFiles.read(file);
        ImagePlus labels = ImageFiles.read(folder.resolve("labels/balls.tif"));
        for (CSVRecord row : rows) {
            int z = Integer.parseInt(row.get("Z"));
            ImageProcessor plane = labels.getStack().getProcessor(z);
            int label = Integer.parseInt(row.get("Label"));
            plane.setThreshold(label, label, ImageProcessor.NO_LUT_UPDATE);
            image.setSlice(z);
            image.setRoi(ThresholdToSelection.run(new ImagePlus("", plane)));
            ResultsTable imageJ = new ResultsTable();
            new Analyzer(image, Measurements.AREA | Measurements.MEAN | Measurements.STD_DEV | Measurements.MIN_MAX
                    | Measurements.CENTROID | Measurements.SKEWNESS | Measurements.KURTOSIS
                    | Measurements.SHAPE_DESCRIPTORS, imageJ).measure();
            assertSame(imageJ, "Area", row, "Area");
            assertSame(imageJ, "Mean", row, "Mean");
            assertSame(imageJ, "X", row, "X");
            assertSame(imageJ, "Y", row, "Y");
            assertSame(imageJ, "StdDev", row, "standard_deviation");
            assertSame(imageJ, "Min", row, "minimum");
            assertSame(imageJ, "Max", row, "maximum");
            assertSame(imageJ, "Skew", row, "skewness");
            assertSame(imageJ, "Kurt", row, "kurtosis");
            assertSame(imageJ, "Solidity", row, "solidity");
        }
    }

    private static void assertSame(ResultsTable imageJ, String theirs, CSVRecord row, String ours) {
        double expected = imageJ.getValue(theirs, 0);
        assertEquals(expected, Double.parseDouble(row.get(ours)), 1e-6 * Math.max(1, Math.abs(expected)),
                ours + " of " + row.get("Label") + " in slice " + row.get("Z"));
    }
}
