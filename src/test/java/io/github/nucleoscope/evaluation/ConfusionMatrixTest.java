package io.github.nucleoscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final List<String> NAMES = List.of("healthy", "apoptotic");
    private static final ConfusionMatrix MATRIX =
            ConfusionMatrix.of(NAMES, new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 0, 1});

    @Test
    void countsByTruthThenPrediction() {
        assertEquals(2, MATRIX.count(0, 0));
        assertEquals(1, MATRIX.count(0, 1));
        assertEquals(1, MATRIX.count(1, 0));
        assertEquals(1, MATRIX.count(1, 1));
        assertEquals(3, MATRIX.truthCount(0));
        assertEquals(2, MATRIX.predictedCount(1));
        assertEquals(3, MATRIX.correct());
        assertEquals(5, MATRIX.total());
    }

    @Test
    void truthIsNotMixedUpWithPrediction() {
        ConfusionMatrix matrix = ConfusionMatrix.of(NAMES, new int[] {0, 0}, new int[] {1, 1});
        assertEquals(2, matrix.count(0, 1));
        assertEquals(0, matrix.count(1, 0));
        assertEquals(2, matrix.truthCount(0));
        assertEquals(0, matrix.predictedCount(0));
    }

    @Test
    void addsAndLeavesBothAsTheyWere() {
        ConfusionMatrix other = ConfusionMatrix.of(NAMES, new int[] {1}, new int[] {0});
        ConfusionMatrix sum = MATRIX.plus(other);
        assertEquals(2, sum.count(1, 0));
        assertEquals(6, sum.total());
        assertEquals(5, MATRIX.total());
        assertEquals(1, other.total());
    }

    @Test
    void nothingIsTheZeroOfAddition() {
        ConfusionMatrix nothing = ConfusionMatrix.of(NAMES, new int[0], new int[0]);
        assertEquals(MATRIX, nothing.plus(MATRIX));
        assertEquals(MATRIX.hashCode(), nothing.plus(MATRIX).hashCode());
        assertNotEquals(MATRIX, nothing);
    }

    @Test
    void matricesOfOtherClassesAreNotAdded() {
        ConfusionMatrix other = ConfusionMatrix.of(List.of("apoptotic", "healthy"), new int[0], new int[0]);
        String message = assertThrows(IllegalArgumentException.class, () -> MATRIX.plus(other)).getMessage();
        assertTrue(message.contains("[healthy, apoptotic]"), message);
    }

    @Test
    void badIndicesAndLengthsAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> ConfusionMatrix.of(NAMES, new int[] {2}, new int[] {0}));
        assertThrows(IllegalArgumentException.class,
                () -> ConfusionMatrix.of(NAMES, new int[] {0}, new int[] {-1}));
        assertThrows(IllegalArgumentException.class,
                () -> ConfusionMatrix.of(NAMES, new int[] {0, 1}, new int[] {0}));
        assertThrows(IllegalArgumentException.class,
                () -> ConfusionMatrix.of(List.of("one"), new int[0], new int[0]));
    }

    @Test
    void textNamesRowsAndColumns() {
        assertEquals("""
                truth \\ predicted  healthy  apoptotic  total
                healthy                  2          1      3
                apoptotic                1          1      2
                total                    3          2      5
                """, MATRIX.toText());
    }
}
