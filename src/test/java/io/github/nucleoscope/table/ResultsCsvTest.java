package io.github.nucleoscope.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Measurements;
import ij.process.FloatProcessor;
import ij.process.ImageStatistics;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ClassifiedNucleus;
import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.classifier.Prediction;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import net.imglib2.img.array.ArrayImgs;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsCsvTest {

    private static final List<NucleusClass> CLASSES = NucleusClass.named(List.of("normal", "late, \"odd\"\né"));

    @TempDir
    Path folder;

    /** Label 1 is the pixel (2, 1) of value 6; label 2 is the 3 x 2 pixels from (1, 2), of values 9 to 11, 13 to 15. */
    private static ClassifiedImage image(String name, PixelSize pixelSize) {
        float[] values = new float[16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        int[] labels = new int[16];
        labels[6] = 1;
        for (int i : new int[] {9, 10, 11, 13, 14, 15}) {
            labels[i] = 2;
        }
        SegmentedPlane plane = SegmentedPlane.of(new Plane(ArrayImgs.floats(values, 4, 4), 3, 5, Colour.LUMINANCE),
                ArrayImgs.ints(labels, 4, 4));
        return new ClassifiedImage(name, pixelSize, CLASSES, List.of(plane), List.of(
                new ClassifiedNucleus(plane.nuclei().get(0), new Prediction(new double[] {0.75, 0.25}), 3, 5),
                new ClassifiedNucleus(plane.nuclei().get(1), new Prediction(new double[] {1e-30, 1}), 3, 5)), 0);
    }

    @Test
    void theWholeTable() throws IOException {
        Path file = folder.resolve("results.csv");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (ResultsCsv csv = new ResultsCsv(file, NucleusClass.named(List.of("a", "b")), "my model")) {
            ClassifiedImage image = image("x.tif", PixelSize.UNCALIBRATED);
            csv.append(new ClassifiedImage("x.tif", new PixelSize(0.5, 0.25, "µm"),
                    NucleusClass.named(List.of("a", "b")), image.planes(), image.nuclei(), 0));
        } finally {
            Locale.setDefault(before);
        }
        // X = (2 + 0.5) 0.5, Y = (1 + 0.5) 0.25; the second: (2 + 0.5) 0.5, (2.5 + 0.5) 0.25, area 6 * 0.125, mean of
        // 9, 10, 11, 13, 14, 15.
        assertEquals("""
                Image,Label,Class,Confidence,P(a),P(b),X,Y,Z,T,Area,Mean,Model
                x.tif,1,a,0.75,0.75,0.25,1.25,0.375,3,5,0.125,6,my model
                x.tif,2,b,1,1.0E-30,1,1.25,0.75,3,5,0.75,12,my model
                """.replace("\n", "\r\n"), Files.readString(file));
    }

    /** ImageJ itself measures the same centroid and area, calibrated or not. */
    @Test
    void agreesWithImageJ() {
        for (PixelSize size : List.of(PixelSize.UNCALIBRATED, new PixelSize(0.5, 0.25, "µm"))) {
            ImagePlus image = new ImagePlus("", new FloatProcessor(4, 4));
            image.getCalibration().pixelWidth = size.width();
            image.getCalibration().pixelHeight = size.height();
            image.getCalibration().setUnit(size.unit());
            List<ResultsRow> rows = ResultsRow.of(image("x", size), "m");
            for (int i = 0; i < 2; i++) {
                image.setRoi(i == 0 ? new Roi(2, 1, 1, 1) : new Roi(1, 2, 3, 2));
                ImageStatistics measured = image.getStatistics(Measurements.CENTROID | Measurements.AREA);
                assertEquals(measured.xCentroid, rows.get(i).x());
                assertEquals(measured.yCentroid, rows.get(i).y());
                assertEquals(measured.area, rows.get(i).area());
            }
        }
    }

    @Test
    void theFileIsCompleteAfterEveryImage() throws IOException {
        Path file = folder.resolve("results.csv");
        try (ResultsCsv csv = new ResultsCsv(file, CLASSES, "m")) {
            for (int i = 1; i <= 3; i++) {
                csv.append(image("line\r\nbreak, \"quoted\" " + i, PixelSize.UNCALIBRATED));
                try (CSVParser parser = CSVParser.parse(Files.readString(file), CSVFormat.RFC4180)) {
                    List<CSVRecord> records = parser.getRecords();
                    assertEquals(1 + 2 * i, records.size());
                    assertEquals("P(late, \"odd\"\né)", records.get(0).get(5));
                    assertEquals("line\r\nbreak, \"quoted\" " + i, records.get(2 * i).get(0));
                    assertEquals("late, \"odd\"\né", records.get(2 * i).get(2));
                    assertEquals(13, records.get(2 * i).size());
                }
            }
        }
    }

    @Test
    void otherClassesAreRefused() throws IOException {
        try (ResultsCsv csv = new ResultsCsv(folder.resolve("r.csv"), NucleusClass.named(List.of("a", "b")), "m")) {
            assertThrows(IllegalArgumentException.class, () -> csv.append(image("x", PixelSize.UNCALIBRATED)));
        }
    }

    @Test
    void aFolderThatDoesNotExist() {
        Path file = folder.resolve("none").resolve("r.csv");
        InputException e = assertThrows(InputException.class, () -> new ResultsCsv(file, CLASSES, "m"));
        assertTrue(e.getMessage().startsWith(file + ": cannot be written"), e.getMessage());
    }
}
