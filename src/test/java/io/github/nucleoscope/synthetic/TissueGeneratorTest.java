package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TissueGeneratorTest {

    private static final TissueSettings SMALL = small(3, 3);

    private static TissueSettings small(int lymphocytes, int eosinophils) {
        return new TissueSettings(300, 240, Map.of(TissueCell.EPITHELIAL, 4, TissueCell.MITOTIC, 1,
                TissueCell.LYMPHOCYTE, lymphocytes, TissueCell.EOSINOPHIL, eosinophils), 0.5);
    }

    @Test
    void theSameSeedGivesTheSameSection() {
        TissueSection once = TissueGenerator.generate(SMALL, 7);
        TissueSection again = TissueGenerator.generate(SMALL, 7);
        assertArrayEquals(DrawnPixels.of(once.haematoxylin()), DrawnPixels.of(again.haematoxylin()));
        assertArrayEquals(DrawnPixels.of(once.eosin()), DrawnPixels.of(again.eosin()));
        assertArrayEquals(DrawnPixels.of(once.labels()), DrawnPixels.of(again.labels()));
        assertEquals(once.nuclei(), again.nuclei());
        assertFalse(Arrays.equals(DrawnPixels.of(once.haematoxylin()),
                DrawnPixels.of(TissueGenerator.generate(SMALL, 8).haematoxylin())));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, 123_456_789_012L})
    void truthAgreesWithTheLabelImage(long seed) {
        TissueSection section = TissueGenerator.generate(SMALL, seed);
        assertTrue(DrawnPixels.agree(DrawnPixels.of(section.labels()), SMALL.width(), section.nuclei()));
        for (TissueCell cell : TissueCell.values()) {
            assertEquals(SMALL.count(cell), section.nuclei().stream()
                    .filter(n -> n.className().equals(cell.className())).count(), cell.className());
        }
    }

    /** Vesicular nuclei are paler than dense ones, these paler than plates; and vesicular ones are larger. */
    @Test
    void classesLookAsDescribed() {
        TissueSection section = TissueGenerator.generate(TissueSettings.DEFAULT, 5);
        double[] haematoxylin = DrawnPixels.of(section.haematoxylin());
        double[] labels = DrawnPixels.of(section.labels());
        double[][] means = Arrays.stream(TissueCell.values()).map(cell -> DrawnPixels.means(haematoxylin, labels,
                section.nuclei(), cell.className())).toArray(double[][]::new);
        double[] vesicular = means[TissueCell.EPITHELIAL.ordinal()];
        double[] dense = means[TissueCell.LYMPHOCYTE.ordinal()];
        double[] plates = means[TissueCell.MITOTIC.ordinal()];
        assertTrue(max(vesicular) < min(dense), max(vesicular) + " " + min(dense));
        assertTrue(max(dense) < min(plates), max(dense) + " " + min(plates));
        int[] largestSmall = {0};
        section.nuclei().stream().filter(n -> n.className().equals("lymphocyte"))
                .forEach(n -> largestSmall[0] = Math.max(largestSmall[0], n.area()));
        assertTrue(section.nuclei().stream().filter(n -> n.className().equals("epithelial"))
                .allMatch(n -> n.area() > largestSmall[0]));
    }

    /** Which of the small cells are eosinophils changes not one bit of the haematoxylin, but the eosin. */
    @Test
    void haematoxylinDoesNotKnowTheClassesOfSmallCells() {
        TissueSection lymphocytes = TissueGenerator.generate(small(6, 0), 11);
        TissueSection eosinophils = TissueGenerator.generate(small(0, 6), 11);
        assertArrayEquals(DrawnPixels.of(lymphocytes.haematoxylin()), DrawnPixels.of(eosinophils.haematoxylin()));
        assertArrayEquals(DrawnPixels.of(lymphocytes.labels()), DrawnPixels.of(eosinophils.labels()));
        double[] labels = DrawnPixels.of(lymphocytes.labels());
        assertEquals(1, DrawnPixels.above(
                DrawnPixels.means(DrawnPixels.of(eosinophils.eosin()), labels, eosinophils.nuclei(), "eosinophil"),
                DrawnPixels.means(DrawnPixels.of(lymphocytes.eosin()), labels, lymphocytes.nuclei(), "lymphocyte")));
    }

    /**
     * Over several fields the areas, means and deviations of haematoxylin in the nuclei of the two classes are as
     * often above each other as those of equal distributions: within three standard deviations of one half.
     */
    @Test
    void haematoxylinHasTheSameDistributionInBothClassesOfSmallCells() {
        double[][] pooled = new double[6][0];
        double[][] eosin = new double[2][0];
        for (long seed = 1; seed <= 5; seed++) {
            TissueSection section = TissueGenerator.generate(TissueSettings.DEFAULT, seed);
            double[] labels = DrawnPixels.of(section.labels());
            double[] haematoxylin = DrawnPixels.of(section.haematoxylin());
            for (int c = 0; c < 2; c++) {
                String name = c == 0 ? "lymphocyte" : "eosinophil";
                pooled[c] = join(pooled[c], section.nuclei().stream().filter(n -> n.className().equals(name))
                        .mapToDouble(DrawnNucleus::area).toArray());
                pooled[2 + c] = join(pooled[2 + c],
                        DrawnPixels.means(haematoxylin, labels, section.nuclei(), name));
                pooled[4 + c] = join(pooled[4 + c],
                        DrawnPixels.deviations(haematoxylin, labels, section.nuclei(), name));
                eosin[c] = join(eosin[c],
                        DrawnPixels.means(DrawnPixels.of(section.eosin()), labels, section.nuclei(), name));
            }
        }
        double three = 3 * DrawnPixels.deviationOfAbove(pooled[0].length, pooled[1].length);
        for (int feature = 0; feature < 3; feature++) {
            assertEquals(0.5, DrawnPixels.above(pooled[2 * feature], pooled[2 * feature + 1]), three,
                    "feature " + feature);
        }
        assertEquals(0, DrawnPixels.above(eosin[0], eosin[1]));
    }

    private static double[] join(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    @Test
    void saysThatTheCellsDoNotFit() {
        TissueSettings crowded = new TissueSettings(128, 128, Map.of(TissueCell.EPITHELIAL, 40), 0);
        InputException e = assertThrows(InputException.class, () -> TissueGenerator.generate(crowded, 1));
        assertEquals("40 nuclei do not fit into 128 x 128 pixels: ask for fewer or for a larger field",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "127 | 128 | 1  | 0  | field of 127 x 128 pixels is too small: make it 128 x 128 or larger",
        "128 | 128 | -1 | 0  | the number of cells of class mitotic, -1, is below 0",
        "128 | 128 | 1  | 2  | touching fraction 2.0 is not between 0 and 1"})
    void refusesWhatCannotBeDrawn(int width, int height, int mitoses, double touching, String message) {
        InputException e = assertThrows(InputException.class,
                () -> new TissueSettings(width, height, Map.of(TissueCell.MITOTIC, mitoses), touching));
        assertEquals(message, e.getMessage());
    }
}
