package io.github.nucleoscope.measurement.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinsTest {

    /** Counts the edges below a value, one by one. */
    private static int slowly(Bins bins, double value) {
        int bin = 0;
        while (bin < bins.edges().length && value > bins.edges()[bin]) {
            bin++;
        }
        return bin;
    }

    @Test
    void fewValuesHaveABinEach() {
        Bins bins = Bins.of(new double[] {-3, -3, 0, 1, 1, 1, 5});
        assertArrayEquals(new double[] {-1.5, 0.5, 3}, bins.edges());
        assertEquals(0, bins.of(-100));
        assertEquals(0, bins.of(-1.5));
        assertEquals(1, bins.of(0));
        assertEquals(2, bins.of(3));
        assertEquals(3, bins.of(100));
        assertEquals(0.5, bins.edge(1.5));
        assertEquals(0.5, bins.edge(1));
    }

    @Test
    void oneValueOrNoneHasOneBin() {
        assertEquals(0, Bins.of(new double[] {2, 2, 2}).edges().length);
        assertEquals(0, Bins.of(new double[0]).edges().length);
        assertEquals(0, Bins.of(new double[0]).of(7));
    }

    /** The middle of two neighbours is one of them: they are still told apart. */
    @Test
    void neighboursAreToldApart() {
        double[] values = {1, Math.nextUp(1.0), Math.nextUp(Math.nextUp(1.0))};
        Bins bins = Bins.of(values);
        assertArrayEquals(new int[] {0, 1, 2}, Arrays.stream(values).mapToInt(bins::of).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 1000, 10_000})
    void manyValuesAreSharedOutEvenly(int count) {
        double[] sorted = new Random(count).doubles(count).map(v -> Math.exp(10 * v)).sorted().toArray();
        Bins bins = Bins.of(sorted);
        assertEquals(255, bins.edges().length);
        int[] counts = new int[256];
        for (double value : sorted) {
            assertEquals(slowly(bins, value), bins.of(value));
            counts[bins.of(value)]++;
        }
        assertTrue(Arrays.stream(counts).min().getAsInt() >= count / 256);
        assertTrue(Arrays.stream(counts).max().getAsInt() <= count / 256 + 1);
    }

    /** As the area of nuclei of which most are of one size. */
    @Test
    void oneFrequentValueHasOneBin() {
        double[] sorted = new double[2000];
        for (int i = 1000; i < 2000; i++) {
            sorted[i] = i;
        }
        Bins bins = Bins.of(sorted);
        assertEquals(0, bins.of(0));
        assertEquals(1, bins.of(1000.5));
        assertTrue(bins.edges().length >= 126 && bins.edges().length < 256, bins.edges().length + " edges");
        for (double value : sorted) {
            assertEquals(slowly(bins, value), bins.of(value));
        }
    }
}
