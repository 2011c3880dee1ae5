package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final LabelledCrop FIRST = Drawn.crop("b.tif", 1, 1);
    private static final LabelledCrop SECOND = Drawn.crop("a.tif", 1, 0);
    private static final LabelledCrop THIRD = Drawn.crop("b.tif", 2, 1);
    private static final Dataset DATASET = new Dataset(List.of("x", "y"), List.of(FIRST, SECOND, THIRD));

    @Test
    void countsAndNames() {
        assertEquals(3, DATASET.size());
        assertArrayEquals(new int[] {1, 2}, DATASET.countPerClass());
        assertArrayEquals(new int[] {1, 0, 1}, DATASET.classIndices());
        assertEquals(List.of("a.tif", "b.tif"), DATASET.sources());
    }

    @Test
    void subsetKeepsTheOrderAskedFor() {
        Dataset subset = DATASET.subset(new int[] {2, 1});
        assertEquals(List.of(THIRD, SECOND), subset.crops());
        assertEquals(DATASET.classNames(), subset.classNames());
        assertEquals(0, DATASET.subset(new int[0]).size());
    }

    @Test
    void listsAreCopied() {
        List<LabelledCrop> crops = new ArrayList<>(List.of(FIRST));
        Dataset dataset = new Dataset(List.of("x", "y"), crops);
        crops.clear();
        assertEquals(1, dataset.size());
    }

    @Test
    void badNamesAreRefusedInOneLine() {
        assertRefused("fewer than two classes", List.of("x"));
        assertRefused("blank", List.of("x", " "));
        assertRefused("\"x\"", List.of("x", "y", "x"));
    }

    private static void assertRefused(String part, List<String> names) {
        String message = assertThrows(InputException.class, () -> new Dataset(names, List.of())).getMessage();
        assertTrue(message.contains(part) && !message.contains("\n"), message);
    }

    @Test
    void aClassIndexWithoutANameIsAProgrammersMistake() {
        for (int index : new int[] {-1, 2}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> new Dataset(List.of("x", "y"), List.of(Drawn.crop("b.tif", 1, index)))).getMessage();
            assertTrue(message.contains("b.tif has class index " + index), message);
        }
    }

    @Test
    void emptyClassIsNamed() {
        Dataset dataset = new Dataset(List.of("x", "y", "z"), List.of(FIRST, SECOND));
        String message =
                assertThrows(InputException.class, dataset::requireCropsOfEveryClass).getMessage();
        assertTrue(message.contains("\"z\""), message);
        assertDoesNotThrow(DATASET::requireCropsOfEveryClass);
    }
}
