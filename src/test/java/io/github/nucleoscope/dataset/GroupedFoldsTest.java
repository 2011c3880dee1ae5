package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class GroupedFoldsTest {

    @Test
    void eachCropIsTestedOnceAndNoImageIsInBothParts() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100; round++) {
            Dataset dataset = Drawn.dataset(Drawn.counts(random, 12 + random.nextInt(30), 3, 9, 0.8));
            int count = 2 + random.nextInt(4);
            Folds folds = new GroupedFolds(count, round).folds(dataset);
            assertEquals(List.of(), folds.warnings());
            assertEquals(count, folds.folds().size());
            GroupedSplitTest.assertPartition(dataset, folds.folds().stream().map(Fold::test).toList());
            for (Fold fold : folds.folds()) {
                GroupedSplitTest.assertPartition(dataset, List.of(fold.train(), fold.test()));
                GroupedSplitTest.assertNoSharedImage(List.of(fold.train(), fold.test()));
                assertFalse(GroupedSplitTest.contains(fold.test().countPerClass(), 0));
            }
        }
    }

    @Test
    void classesAreSpreadEvenly() {
        Dataset dataset = Drawn.dataset(Drawn.counts(new SplittableRandom(2), 60, 3, 9, 0.8));
        int[] all = dataset.countPerClass();
        for (Fold fold : new GroupedFolds(5, 1).folds(dataset).folds()) {
            for (int c = 0; c < 3; c++) {
                assertEquals(0.2, (double) fold.test().countPerClass()[c] / all[c], 0.02);
            }
        }
    }

    @Test
    void cropsWithoutImagesAreSpreadExactly() {
        Folds folds = new GroupedFolds(5, 1).folds(Drawn.withoutImages(50, 20));
        for (Fold fold : folds.folds()) {
            assertArrayEquals(new int[] {10, 4}, fold.test().countPerClass());
        }
        assertEquals(1, folds.warnings().size());
    }

    @Test
    void remaindersOfTheClassesDoNotPileUp() {
        // 7 crops of each of 5 classes: two left over each time. They must not all go to the first two folds.
        for (Fold fold : new GroupedFolds(5, 1).folds(Drawn.withoutImages(7, 7, 7, 7, 7)).folds()) {
            assertEquals(7, fold.test().size());
        }
    }

    @Test
    void rareClassLeavesTheImagesApartButIsSaid() {
        int[][] counts = new int[10][2];
        for (int image = 0; image < 10; image++) {
            counts[image][0] = 4;
        }
        counts[3][1] = 2;
        counts[6][1] = 2;
        Folds folds = new GroupedFolds(5, 1).folds(Drawn.dataset(counts));
        assertEquals(3, folds.warnings().size(), folds.warnings().toString());
        for (Fold fold : folds.folds()) {
            GroupedSplitTest.assertNoSharedImage(List.of(fold.train(), fold.test()));
            assertFalse(GroupedSplitTest.contains(fold.train().countPerClass(), 0));
        }
    }

    @Test
    void tooFewImagesAreSplitInsideWithAWarning() {
        for (int[][] counts : List.of(new int[][] {{10, 10}, {5, 5}}, new int[][] {{10, 10}, {5, 0}, {5, 0}})) {
            Folds folds = new GroupedFolds(3, 1).folds(Drawn.dataset(counts));
            assertEquals(1, folds.warnings().size());
            assertTrue(folds.warnings().get(0).contains("optimistic"), folds.warnings().get(0));
            for (Fold fold : folds.folds()) {
                assertFalse(GroupedSplitTest.contains(fold.test().countPerClass(), 0));
            }
        }
    }

    @Test
    void seedDecides() {
        Dataset dataset = Drawn.dataset(Drawn.counts(new SplittableRandom(3), 20, 2, 9, 0.8));
        assertEquals(new GroupedFolds(4, 1).folds(dataset), new GroupedFolds(4, 1).folds(dataset));
        assertNotEquals(new GroupedFolds(4, 1).folds(dataset), new GroupedFolds(4, 2).folds(dataset));
    }

    @Test
    void tooFewCropsOrFoldsAreRefused() {
        assertThrows(InputException.class, () -> new GroupedFolds(1, 1));
        GroupedFolds five = new GroupedFolds(5, 1);
        assertThrows(InputException.class, () -> five.folds(Drawn.withoutImages(9, 1)));
        assertThrows(InputException.class, () -> five.folds(Drawn.withoutImages(2, 2)));
    }
}
