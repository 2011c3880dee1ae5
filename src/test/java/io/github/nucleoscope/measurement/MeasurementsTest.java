package io.github.nucleoscope.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Cropper;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.nuclei.PixelScale;
import io.github.nucleoscope.segmentation.Preparation;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {

    private static final double ROOT_2 = Math.sqrt(2);

    /** A picture of one nucleus: '.' is outside; digits are intensities inside. */
    private static Measurements measure(PixelSize pixelSize, String... rows) {
        int width = rows[0].length();
        boolean[] inside = new boolean[width * rows.length];
        float[] values = new float[inside.length];
        for (int i = 0; i < inside.length; i++) {
            char c = rows[i / width].charAt(i % width);
            inside[i] = c != '.';
            values[i] = inside[i] ? c - '0' : 1e6f;
        }
        return measure(width, rows.length, inside, values, pixelSize);
    }

    /** Through the public door: a label image and a plane whose minimum is not 0. */
    private static Measurements measure(int width, int height, boolean[] inside, float[] values, PixelSize pixelSize) {
        int[] labels = new int[inside.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = inside[i] ? 7 : 0;
        }
        Img<IntType> labelImage = ArrayImgs.ints(labels, width, height);
        Img<FloatType> plane = ArrayImgs.floats(values, width, height);
        List<Nucleus> nuclei = NucleusList.of(labelImage, plane);
        assertEquals(1, nuclei.size());
        return Measurements.of(nuclei.get(0), plane, pixelSize);
    }

    private static Shape shape(String... rows) {
        return measure(PixelSize.UNCALIBRATED, rows).shape();
    }

    @Test
    void aRectangle() {
        Shape shape = shape("........", ".111111.", ".111111.", ".111111.", ".111111.", "........");
        assertEquals(24, shape.area());
        assertEquals(1, shape.solidity(), 1e-12);
        // Lines cross twice: 4 rows, 6 columns, and 9 diagonals in each of two directions.
        assertEquals(Math.PI / 8 * (8 + 12 + 36 / ROOT_2), shape.perimeter(), 1e-12);
        assertEquals(4 * Math.PI * 24 / Math.pow(shape.perimeter(), 2), shape.circularity(), 1e-12);
        // A side of length a has the second moment a^2 / 12, so the axis is 4 a / sqrt(12).
        assertEquals(4 * 6 / Math.sqrt(12), shape.majorAxis(), 1e-12);
        assertEquals(4 * 4 / Math.sqrt(12), shape.minorAxis(), 1e-12);
        assertEquals(Math.sqrt(1 - 16.0 / 36), shape.eccentricity(), 1e-12);
        assertEquals(0, shape.orientation());
        assertEquals(90, shape("11", "11", "11", "11").orientation(), 1e-12);
    }

    @Test
    void onePixelIsADiscWithinWhatItCanBe() {
        Shape shape = shape("1");
        assertEquals(1, shape.area());
        assertEquals(1, shape.solidity());
        assertEquals(Math.PI / 8 * (4 + 4 / ROOT_2), shape.perimeter(), 1e-12);
        assertEquals(0, shape.eccentricity());
        assertEquals(4 / Math.sqrt(12), shape.majorAxis(), 1e-12);
    }

    @Test
    void diagonalsRiseToTheRightAtFortyFiveDegrees() {
        assertEquals(45, shape("..1", ".1.", "1..").orientation(), 1e-9);
        assertEquals(135, shape("1..", ".1.", "..1").orientation(), 1e-9);
        // The hull of the corners of a diagonal of three pixels: a hexagon of 5 pixels.
        assertEquals(3.0 / 5, shape("..1", ".1.", "1..").solidity(), 1e-12);
    }

    @Test
    void anLAndARing() {
        // 3 x 3 without the corner square of 2 x 2: the hull lacks a triangle of 2 pixels.
        assertEquals(5.0 / 7, shape("1..", "1..", "111").solidity(), 1e-12);
        Shape ring = shape("111", "1.1", "111");
        assertEquals(8.0 / 9, ring.solidity(), 1e-12);
        assertEquals(shape("111", "111", "111").perimeter() + shape("1").perimeter(), ring.perimeter(), 1e-12,
                "the hole has an outline too");
    }

    @Test
    void lengthsAreCalibrated() {
        Shape pixels = shape("1111", "1111");
        Shape micrometres = measure(new PixelSize(0.5, 0.5, "µm"), "1111", "1111").shape();
        assertEquals(pixels.area() / 4, micrometres.area(), 1e-12);
        assertEquals(pixels.perimeter() / 2, micrometres.perimeter(), 1e-12);
        assertEquals(pixels.majorAxis() / 2, micrometres.majorAxis(), 1e-12);
        assertEquals(pixels.minorAxis() / 2, micrometres.minorAxis(), 1e-12);
        assertEquals(pixels.circularity(), micrometres.circularity(), 1e-12);
        // Pixels that are twice as high: 4 x 2 of them are a square.
        Shape square = measure(new PixelSize(1, 2, "µm"), "1111", "1111").shape();
        assertEquals(square.majorAxis(), square.minorAxis(), 1e-12);
        assertEquals(1, square.solidity(), 1e-12);
        // A disc of 40 units drawn in such pixels is as round as in others.
        Shape disc = ellipse(20, 10, 0, new PixelSize(1, 2, "µm"));
        assertEquals(Math.PI * 400, disc.area(), 0.01 * Math.PI * 400);
        assertEquals(2 * Math.PI * 20, disc.perimeter(), 0.03 * 2 * Math.PI * 20);
        assertEquals(1, disc.minorAxis() / disc.majorAxis(), 0.02);
    }

    private static Shape ellipse(double a, double b, double degrees, PixelSize pixelSize) {
        int size = 101;
        boolean[] inside = new boolean[size * size];
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int i = 0; i < inside.length; i++) {
            double dx = i % size - 50.3;
            double dy = 50.1 - i / size;
            inside[i] = Math.pow((dx * cos + dy * sin) / a, 2) + Math.pow((dy * cos - dx * sin) / b, 2) <= 1;
        }
        return measure(size, size, inside, new float[inside.length], pixelSize).shape();
    }

    @Test
    void aDiscIsRound() {
        Shape disc = ellipse(20, 20, 0, PixelSize.UNCALIBRATED);
        assertEquals(Math.PI * 400, disc.area(), 0.005 * Math.PI * 400);
        assertEquals(2 * Math.PI * 20, disc.perimeter(), 0.01 * 2 * Math.PI * 20);
        assertEquals(1, disc.circularity(), 0.02);
        assertEquals(1, disc.solidity(), 0.04);
        assertEquals(40, disc.majorAxis(), 0.2);
        assertEquals(0, disc.eccentricity(), 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 30, 45, 60, 77, 90, 120, 151})
    void anEllipseIsTheSameInAllDirections(int degrees) {
        double a = 30;
        double b = 15;
        // Ramanujan (1914): the circumference of an ellipse.
        double h = Math.pow((a - b) / (a + b), 2);
        double circumference = Math.PI * (a + b) * (1 + 3 * h / (10 + Math.sqrt(4 - 3 * h)));
        Shape ellipse = ellipse(a, b, degrees, PixelSize.UNCALIBRATED);
        assertEquals(Math.PI * a * b, ellipse.area(), 0.01 * Math.PI * a * b);
        assertEquals(circumference, ellipse.perimeter(), 0.02 * circumference);
        assertEquals(60, ellipse.majorAxis(), 0.4);
        assertEquals(30, ellipse.minorAxis(), 0.4);
        assertEquals(Math.sqrt(0.75), ellipse.eccentricity(), 0.005);
        assertEquals(0.97, ellipse.solidity(), 0.02);
        assertEquals(0, (ellipse.orientation() - degrees + 270) % 180 - 90, 0.6);
    }

    @Test
    void quarterTurnsChangeTheOrientationAlone() {
        Random random = new Random(3);
        int size = 24;
        for (int round = 0; round < 20; round++) {
            Blob blob = Blob.random(size, random);
            Map<String, Double> first = measure(size, size, blob.inside, blob.values, PixelSize.UNCALIBRATED).byName();
            Blob turned = blob.turned();
            Map<String, Double> second = measure(size, size, turned.inside, turned.values, PixelSize.UNCALIBRATED)
                    .byName();
            first.forEach((name, value) -> {
                if (name.equals("orientation")) {
                    assertEquals(90, Math.abs(value - second.get(name)), 1e-6);
                } else {
                    assertEquals(value, second.get(name), 1e-9 * Math.max(1, Math.abs(value)), name);
                }
            });
        }
    }

    /** The published matrices: Haralick et al. 1973, figure 3. */
    @Test
    void countsThePairsOfHaralicksExample() {
        int[][][] published = {
            {{4, 2, 1, 0}, {2, 4, 0, 0}, {1, 0, 6, 1}, {0, 0, 1, 2}},
            {{6, 0, 2, 0}, {0, 4, 2, 0}, {2, 2, 2, 2}, {0, 0, 2, 0}},
            {{2, 1, 3, 0}, {1, 2, 1, 0}, {3, 1, 0, 2}, {0, 0, 2, 0}},
            {{4, 1, 0, 0}, {1, 2, 2, 0}, {0, 2, 4, 1}, {0, 0, 1, 0}}};
        double squares = 0;
        double entropy = 0;
        for (int[][] matrix : published) {
            double sum = Arrays.stream(matrix).flatMapToInt(Arrays::stream).sum();
            for (int[] row : matrix) {
                for (int count : row) {
                    squares += count * count / (sum * sum) / 4;
                    entropy -= count == 0 ? 0 : count / sum * Math.log(count / sum) / 4;
                }
            }
        }
        HaralickTexture texture = measure(PixelSize.UNCALIBRATED, "0011", "0011", "0222", "2233").texture();
        assertEquals(squares, texture.angularSecondMoment(), 1e-12);
        assertEquals(entropy, texture.entropy(), 1e-12);
    }

    @Test
    void textureIsWhatTheFormulasOfThePaperGive() {
        Random random = new Random(5);
        for (int round = 0; round < 30; round++) {
            Blob blob = Blob.random(16, random);
            HaralickTexture texture = measure(16, 16, blob.inside, blob.values, PixelSize.UNCALIBRATED).texture();
            assertArrayEquals(HaralickTwin.features(16, blob.inside, blob.values), new double[] {
                texture.angularSecondMoment(), texture.contrast(), texture.correlation(), texture.variance(),
                texture.inverseDifferenceMoment(), texture.sumAverage(), texture.sumVariance(), texture.sumEntropy(),
                texture.entropy(), texture.differenceVariance(), texture.differenceEntropy(),
                texture.informationCorrelation1(), texture.informationCorrelation2()}, 1e-9);
        }
    }

    @Test
    void textureDependsNeitherOnBrightnessNorOnContrast() {
        // The same pattern, 3 + 2 times as bright.
        assertEquals(measure(PixelSize.UNCALIBRATED, "0121", "2101", "1220").texture(),
                measure(PixelSize.UNCALIBRATED, "3575", "7535", "5773").texture());
    }

    @Test
    void aFlatNucleusAndOneWithoutPairs() {
        HaralickTexture flat = measure(PixelSize.UNCALIBRATED, "55", "55").texture();
        assertEquals(new HaralickTexture(1, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0), flat);
        assertTrue(Double.isNaN(measure(PixelSize.UNCALIBRATED, "5").texture().contrast()));
    }

    @Test
    void intensities() {
        // scipy 1.10: skew([1, 1, 1, 5]) = 1.1547005383792515, kurtosis = -0.6666666666666665, std(ddof=1) = 2
        Intensity skewed = measure(PixelSize.UNCALIBRATED, "11", "15").intensity();
        assertEquals(2, skewed.mean());
        assertEquals(2, skewed.standardDeviation(), 1e-12);
        assertEquals(1.1547005383792515, skewed.skewness(), 1e-12);
        assertEquals(-0.6666666666666665, skewed.kurtosis(), 1e-12);
        assertEquals(1, skewed.minimum());
        assertEquals(5, skewed.maximum());
        // scipy: kurtosis([1, 2, 3, 4, 5]) = -1.3
        Intensity even = measure(PixelSize.UNCALIBRATED, "12345").intensity();
        assertEquals(0, even.skewness(), 1e-12);
        assertEquals(-1.3, even.kurtosis(), 1e-12);
        assertEquals(new Intensity(4, 0, 0, 0, 4, 4), measure(PixelSize.UNCALIBRATED, "44").intensity());
    }

    @Test
    void pixelsThatAreNoNumbersAreLeftOut() {
        boolean[] inside = {true, true, true, true};
        Measurements m = measure(4, 1, inside, new float[] {1, Float.NaN, 3, Float.POSITIVE_INFINITY},
                PixelSize.UNCALIBRATED);
        assertEquals(2, m.intensity().mean());
        assertEquals(3, m.intensity().maximum());
        assertEquals(4, m.shape().area());
    }

    @Test
    void aHullIsThatOfAllCorners() {
        Random random = new Random(9);
        for (int round = 0; round < 50; round++) {
            Blob blob = Blob.random(10, random);
            Shape shape = measure(10, 10, blob.inside, blob.values, PixelSize.UNCALIBRATED).shape();
            assertEquals(shape.area() / HullTwin.area(10, blob.inside), shape.solidity(), 1e-9);
        }
    }

    @Test
    void aCropIsMeasuredLikeItsNucleus() {
        Random random = new Random(11);
        Blob blob = Blob.random(20, random).withoutHoles();
        Img<FloatType> plane = ArrayImgs.floats(blob.values, 20, 20);
        int[] labels = new int[400];
        for (int i = 0; i < 400; i++) {
            labels[i] = blob.inside[i] ? 1 : 0;
        }
        Nucleus nucleus = NucleusList.of(ArrayImgs.ints(labels, 20, 20), plane).get(0);
        CropSettings settings = new CropSettings(32, CropSettings.Scale.FIXED, CropSettings.Background.ZERO, false);
        Crop crop = new Cropper(settings).crop(List.of(plane), PixelScale.Factor.ONE, nucleus, "image", 1);
        PixelSize pixelSize = new PixelSize(0.25, 0.25, "µm");
        Map<String, Double> expected = Measurements.of(nucleus, plane, pixelSize).byName();
        Map<String, Double> found = Measurements.of(crop, new Preparation(settings, Optional.empty(), pixelSize, 1))
                .byName();
        expected.forEach((name, value) -> assertEquals(value, found.get(name), 1e-9 * Math.max(1, Math.abs(value)),
                name));
    }

    @Test
    void aCropWithItsBackgroundIsMeasuredWhole() {
        CropSettings settings = new CropSettings(8, CropSettings.Scale.FIXED, CropSettings.Background.KEEP, false);
        Crop crop = new Crop(CropPixels.of(new float[64], 8, 1), "image", 1);
        Measurements m = Measurements.of(crop, new Preparation(settings, Optional.empty(), PixelSize.UNCALIBRATED, 1));
        assertEquals(64, m.shape().area());
        assertEquals(0, m.intensity().mean());
    }

    @Test
    void thereAre27NamesAndNoneTwice() {
        Set<String> names = measure(PixelSize.UNCALIBRATED, "12", "34").byName().keySet();
        assertEquals(27, names.size());
        assertTrue(names.stream().allMatch(name -> name.matches("[a-z_]+[12]?")));
    }
}
