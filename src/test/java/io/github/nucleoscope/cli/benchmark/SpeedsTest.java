package io.github.nucleoscope.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpeedsTest {

    @Test
    void medianAndRange() {
        assertEquals(3, new Speeds(5, 1, 3).median());
        // Of an even number: the mean of the two in the middle.
        assertEquals(2.5, new Speeds(4, 1, 3, 2).median());
        assertEquals("1,234.6 (1.0 to 2,000.0)", new Speeds(2000, 1234.56, 1).toString(1));
        assertEquals("{median=3.0, lowest=1.0, highest=5.0}", new Speeds(5, 1, 3).toJson().toString());
    }

    @Test
    void ratiosAreOfEachRound() {
        // 6/3, 4/4, 9/3: their median is 2, where that of the medians, 6/3, is by chance the same; the range is not.
        Speeds ratios = new Speeds(6, 4, 9).dividedBy(new Speeds(3, 4, 3));
        assertArrayEquals(new double[] {2, 1, 3}, ratios.values());
        assertEquals("2.00 (1.00 to 3.00)", ratios.toString(2));
    }
}
