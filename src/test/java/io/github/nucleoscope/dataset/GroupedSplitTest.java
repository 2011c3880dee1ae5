package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedSplitTest {

    @Test
    void partsAreDisjointCompleteAndShareNoImage() {
        SplittableRandom random = new SplittableRandom(1);
        int grouped = 0;
        for (int round = 0; round < 300; round++) {
            int classes = 2 + random.nextInt(4);
            Dataset dataset = Drawn.dataset(
                    Drawn.counts(random, 2 + random.nextInt(30), classes, 9, 0.2 + 0.8 * random.nextDouble()));
            if (contains(dataset.countPerClass(), 0)) {
                continue;
            }
            Split split = new GroupedSplit(0.2, random.nextBoolean() ? 0.2 : 0, round).split(dataset);
            assertPartition(dataset, List.of(split.train(), split.validation(), split.test().crops()));
            assertFalse(contains(split.train().countPerClass(), 0), "train lacks a class");
            if (split.warnings().stream().noneMatch(w -> w.contains("optimistic") || w.contains("is known"))) {
                grouped++;
                assertNoSharedImage(List.of(split.train(), split.validation(), split.test().crops()));
            }
        }
        assertTrue(grouped > 200, "only " + grouped + " of the rounds were grouped");
    }

    @Test
    void sharesAreNearTheWantedOnesWithManyImages() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 60; round++) {
            int classes = 2 + random.nextInt(3);
            Dataset dataset = Drawn.dataset(Drawn.counts(random, 40 + random.nextInt(40), classes, 12, 0.8));
            Split split = new GroupedSplit(0.2, 0.1, round).split(dataset);
            assertEquals(List.of(), split.warnings());
            assertShares(dataset, split.train(), 0.7, 0.02);
            assertShares(dataset, split.validation(), 0.2, 0.02);
            assertShares(dataset, split.test().crops(), 0.1, 0.02);
        }
    }

    @Test
    void imagesOfOneClassEachAreStratifiedToo() {
        int[][] counts = new int[60][2];
        for (int image = 0; image < 60; image++) {
            counts[image][image % 3 == 0 ? 1 : 0] = 10;
        }
        Dataset dataset = Drawn.dataset(counts);
        Split split = new GroupedSplit(0.2, 0.1, 3).split(dataset);
        // 40 images of class 0 and 20 of class 1, all alike: the shares can be exact.
        assertArrayEquals(new int[] {280, 140}, split.train().countPerClass());
        assertArrayEquals(new int[] {80, 40}, split.validation().countPerClass());
        assertArrayEquals(new int[] {40, 20}, split.test().crops().countPerClass());
    }

    @Test
    void threeImagesOfEachClassAreEnoughForThreeParts() {
        Dataset dataset = Drawn.dataset(new int[][] {{9, 0}, {5, 0}, {1, 0}, {0, 2}, {0, 3}, {0, 20}});
        for (int seed = 0; seed < 50; seed++) {
            Split split = new GroupedSplit(0.15, 0.15, seed).split(dataset);
            assertEquals(List.of(), split.warnings());
            for (Dataset part : List.of(split.train(), split.validation(), split.test().crops())) {
                assertFalse(contains(part.countPerClass(), 0));
            }
        }
    }

    /** Up to 7 images and 3 parts: all 2,187 assignments can be tried. */
    @Test
    void assignmentIsCloseToTheBestOfAllAssignments() {
        SplittableRandom random = new SplittableRandom(4);
        Parts parts = new Parts(List.of("train", "validation", "test"), new double[] {0.6, 0.2, 0.2}, true);
        int tried = 0;
        for (int round = 0; round < 150; round++) {
            int classes = 2 + random.nextInt(2);
            int[][] counts = Drawn.counts(random, 3 + random.nextInt(5), classes, 9, 0.7);
            if (contains(Drawn.dataset(counts).countPerClass(), 0)) {
                continue;
            }
            tried++;
            GroupAssignment assignment = new GroupAssignment(counts, parts);
            double best = Double.POSITIVE_INFINITY;
            int[] partOf = new int[counts.length];
            for (int code = 0; code < Math.pow(3, counts.length); code++) {
                int rest = code;
                for (int g = 0; g < counts.length; g++) {
                    partOf[g] = rest % 3;
                    rest /= 3;
                }
                best = Math.min(best, assignment.cost(partOf));
            }
            double found = assignment.cost(assignment.assign(new SplittableRandom(round)));
            assertTrue(found >= best - 1e-9);
            // A missing class costs 2 per class or more: where none need be missing, none may be.
            assertTrue(found < best + 0.5, "round " + round + ": " + found + " against " + best);
        }
        assertTrue(tried > 100);
    }

    @Test
    void seedDecidesAndOrderDoesNot() {
        SplittableRandom random = new SplittableRandom(5);
        Dataset dataset = Drawn.dataset(Drawn.counts(random, 20, 3, 8, 0.7));
        assertOrderDoesNotMatter(dataset);
        assertOrderDoesNotMatter(Drawn.withoutImages(30, 20));
        assertOrderDoesNotMatter(Drawn.dataset(new int[][] {{30, 20}}));
    }

    private static void assertOrderDoesNotMatter(Dataset dataset) {
        List<LabelledCrop> shuffled = new ArrayList<>(dataset.crops());
        Collections.shuffle(shuffled, new Random(6));
        GroupedSplit grouped = new GroupedSplit(0.2, 0.2, 7);
        Split split = grouped.split(dataset);
        assertEquals(parts(split), parts(grouped.split(dataset)));
        Split ofShuffled = grouped.split(new Dataset(dataset.classNames(), shuffled));
        assertEquals(new HashSet<>(split.train().crops()), new HashSet<>(ofShuffled.train().crops()));
        assertEquals(new HashSet<>(split.test().crops().crops()), new HashSet<>(ofShuffled.test().crops().crops()));
        assertEquals(split.warnings(), ofShuffled.warnings());
        assertNotEquals(parts(split), parts(new GroupedSplit(0.2, 0.2, 8).split(dataset)));
    }

    private static List<Dataset> parts(Split split) {
        return List.of(split.train(), split.validation(), split.test().crops());
    }

    @Test
    void partsKeepTheOrderOfTheDataset() {
        Dataset dataset = Drawn.withoutImages(20, 20);
        List<LabelledCrop> train = new GroupedSplit(0.3, 0, 1).split(dataset).train().crops();
        assertEquals(dataset.crops().stream().filter(train::contains).toList(), train);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.1, 70, 20, 10, 35, 10, 5", "0.25, 0, 75, 25, 0, 38, 12, 0", "0, 0.5, 50, 0, 50, 25, 0, 25"})
    void cropsWithoutImagesAreStratifiedWithAWarning(double validation, double test,
            int train0, int validation0, int test0, int train1, int validation1, int test1) {
        Split split = new GroupedSplit(validation, test, 1).split(Drawn.withoutImages(100, 50));
        assertArrayEquals(new int[] {train0, train1}, split.train().countPerClass());
        assertArrayEquals(new int[] {validation0, validation1}, split.validation().countPerClass());
        assertArrayEquals(new int[] {test0, test1}, split.test().crops().countPerClass());
        assertEquals(1, split.warnings().size());
        assertEquals("no source image is known, so crops of one image may be in train and "
                + (validation > 0 ? "validation" : "test")
                + ": name crops <image>__<nucleus>.png to keep them together", split.warnings().get(0));
    }

    @Test
    void cropsOfKnownImagesStayTogetherBesideThoseOfUnknownOnes() {
        List<LabelledCrop> crops = new ArrayList<>(Drawn.dataset(new int[][] {
            {9, 0}, {5, 0}, {1, 0}, {0, 2}, {0, 3}, {0, 20}}).crops());
        crops.addAll(Drawn.withoutImages(7, 3).crops());
        Split split = new GroupedSplit(0.2, 0.2, 1).split(new Dataset(Drawn.names(2), crops));
        assertNoSharedImage(List.of(split.train(), split.validation(), split.test().crops()));
        assertEquals(List.of("the source image of 10 of 50 crops is not known, so crops of one image may be in train "
                + "and validation: name crops <image>__<nucleus>.png to keep them together"), split.warnings());
    }

    @Test
    void tooFewKnownImagesAreCountedWithoutTheUnknownOnes() {
        List<LabelledCrop> crops = new ArrayList<>(Drawn.dataset(new int[][] {{20, 20}}).crops());
        crops.add(Drawn.lone("0/x.png", 0));
        Split split = new GroupedSplit(0.2, 0, 1).split(new Dataset(Drawn.names(2), crops));
        assertEquals(2, split.warnings().size(), split.warnings().toString());
        assertTrue(split.warnings().get(0).startsWith("the source image of 1 of 41 crops"), split.warnings().get(0));
        assertTrue(split.warnings().get(1).startsWith("there is only 1 source image:"), split.warnings().get(1));
    }

    /** One nucleus per image is not a lack of knowledge. */
    @Test
    void knownImagesOfOneCropEachGiveNoWarning() {
        int[][] counts = new int[30][2];
        for (int image = 0; image < 30; image++) {
            counts[image][image % 2] = 1;
        }
        assertEquals(List.of(), new GroupedSplit(0.2, 0.2, 1).split(Drawn.dataset(counts)).warnings());
    }

    @Test
    void sharesOfCropsWithoutImagesAreWithinOneCropOrAsNearAsOneOfEachAllows() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 200; round++) {
            int[] counts = {3 + random.nextInt(60), 3 + random.nextInt(60), 3 + random.nextInt(60)};
            Dataset dataset = Drawn.withoutImages(counts);
            double validation = 0.05 + 0.3 * random.nextDouble();
            double test = 0.05 + 0.3 * random.nextDouble();
            Split split = new GroupedSplit(validation, test, round).split(dataset);
            assertPartition(dataset, List.of(split.train(), split.validation(), split.test().crops()));
            for (int c = 0; c < 3; c++) {
                assertNear(validation * counts[c], split.validation().countPerClass()[c]);
                assertNear(test * counts[c], split.test().crops().countPerClass()[c]);
            }
        }
    }

    private static void assertNear(double wanted, int got) {
        assertTrue(got >= 1 && Math.abs(got - Math.max(wanted, 1)) <= 1.5, got + " instead of " + wanted);
    }

    @Test
    void oneImageIsSplitInsideWithAWarning() {
        Split split = new GroupedSplit(0.2, 0, 1).split(Drawn.dataset(new int[][] {{50, 20}}));
        assertArrayEquals(new int[] {40, 16}, split.train().countPerClass());
        assertArrayEquals(new int[] {10, 4}, split.validation().countPerClass());
        assertEquals(List.of("there is only 1 source image: crops of one image are in train and validation, so the "
                + "figures are optimistic: label nuclei of each class in 2 images or more"), split.warnings());
    }

    @Test
    void oneImagePerClassIsSplitInsideWithAWarning() {
        Split split = new GroupedSplit(0.2, 0, 1).split(Drawn.dataset(new int[][] {{50, 0}, {0, 20}}));
        assertArrayEquals(new int[] {40, 16}, split.train().countPerClass());
        assertEquals(1, split.warnings().size());
        assertTrue(split.warnings().get(0).contains("only 2 source images"), split.warnings().get(0));
    }

    @Test
    void classInOneImageOnlyIsLearntAndItsAbsenceElsewhereIsSaid() {
        Dataset dataset = Drawn.dataset(new int[][] {{5, 5, 0}, {5, 5, 0}, {5, 5, 3}, {5, 5, 0}, {5, 5, 0}});
        for (int seed = 0; seed < 20; seed++) {
            Split split = new GroupedSplit(0.2, 0.2, seed).split(dataset);
            assertNoSharedImage(List.of(split.train(), split.validation(), split.test().crops()));
            assertEquals(3, split.train().countPerClass()[2]);
            assertEquals(2, split.warnings().size());
            assertTrue(split.warnings().get(0).startsWith("class \"class 2\" is missing from validation"));
            assertTrue(split.warnings().get(1).startsWith("class \"class 2\" is missing from test"));
        }
    }

    @Test
    void fewCropsGoToTrainFirst() {
        Split split = new GroupedSplit(0.4, 0.4, 1).split(Drawn.withoutImages(1, 2, 10));
        assertArrayEquals(new int[] {1, 1}, new int[] {split.train().countPerClass()[0],
            split.train().countPerClass()[1]});
        assertEquals(1, split.validation().countPerClass()[1]);
        assertEquals(4, split.warnings().size(), split.warnings().toString());
    }

    @Test
    void withoutOtherPartsAllIsTrain() {
        Dataset dataset = Drawn.withoutImages(3, 4);
        Split split = new GroupedSplit(0, 0, 1).split(dataset);
        assertEquals(dataset, split.train());
        assertEquals(0, split.validation().size() + split.test().crops().size());
        assertEquals(List.of(), split.warnings());
    }

    @Test
    void badSharesAndEmptyClassesAreRefused() {
        assertThrows(InputException.class, () -> new GroupedSplit(-0.1, 0, 1));
        assertThrows(InputException.class, () -> new GroupedSplit(0, Double.NaN, 1));
        assertThrows(InputException.class, () -> new GroupedSplit(0.5, 0.5, 1));
        GroupedSplit split = new GroupedSplit(0.2, 0, 1);
        assertThrows(InputException.class, () -> split.split(Drawn.withoutImages(3, 0)));
    }

    @Test
    void thousandsOfImagesAreSplit() {
        Dataset dataset = Drawn.dataset(Drawn.counts(new SplittableRandom(10), 3000, 3, 4, 0.5));
        Split split = new GroupedSplit(0.2, 0.1, 1).split(dataset);
        assertShares(dataset, split.validation(), 0.2, 0.01);
        assertNoSharedImage(List.of(split.train(), split.validation(), split.test().crops()));
    }

    static void assertPartition(Dataset dataset, List<Dataset> parts) {
        List<LabelledCrop> together = new ArrayList<>();
        parts.forEach(part -> together.addAll(part.crops()));
        assertEquals(dataset.size(), together.size());
        assertEquals(new HashSet<>(dataset.crops()), new HashSet<>(together));
    }

    static void assertNoSharedImage(List<Dataset> parts) {
        Set<String> seen = new HashSet<>();
        for (Dataset part : parts) {
            for (String source : part.sources()) {
                assertTrue(seen.add(source), source + " is in two parts");
            }
        }
    }

    private static void assertShares(Dataset dataset, Dataset part, double wanted, double tolerance) {
        int[] all = dataset.countPerClass();
        int[] some = part.countPerClass();
        for (int c = 0; c < all.length; c++) {
            assertEquals(wanted, (double) some[c] / all[c], tolerance, "share of class " + c);
        }
    }

    static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }
}
