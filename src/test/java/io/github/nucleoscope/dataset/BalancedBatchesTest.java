package io.github.nucleoscope.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class BalancedBatchesTest {

    @Test
    void classesAreAsFrequentAsEachOtherInEveryBatchAndEpoch() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int[] counts = IntStream.range(0, 2 + random.nextInt(4)).map(c -> 1 + random.nextInt(50)).toArray();
            int batchSize = 1 + random.nextInt(40);
            Dataset dataset = Drawn.withoutImages(counts);
            int largest = Arrays.stream(counts).max().getAsInt();
            int fewest = 1 + random.nextInt(30);
            List<int[]> epoch = new BalancedBatches(dataset, batchSize, fewest, round).epoch(round);
            // The largest class once, the others as often, rounded up to whole mini-batches, or all more often.
            assertEquals(Math.max(fewest, (largest * counts.length + batchSize - 1) / batchSize), epoch.size());
            int[] seen = new int[dataset.size()];
            for (int[] batch : epoch) {
                assertEquals(batchSize, batch.length);
                int[] perClass = new int[counts.length];
                for (int crop : batch) {
                    perClass[dataset.crops().get(crop).classIndex()]++;
                    seen[crop]++;
                }
                assertTrue(spread(perClass) <= 1, Arrays.toString(perClass));
            }
            // Within a class no crop is used again before all others were used as often.
            int[] classOf = dataset.classIndices();
            for (int c = 0; c < counts.length; c++) {
                int classIndex = c;
                int[] ofClass = IntStream.range(0, seen.length)
                        .filter(i -> classOf[i] == classIndex).map(i -> seen[i]).toArray();
                assertTrue(spread(ofClass) <= 1, Arrays.toString(ofClass));
                assertTrue(Arrays.stream(ofClass).min().getAsInt() >= 1, "a crop was not used");
            }
        }
    }

    private static int spread(int[] values) {
        return Arrays.stream(values).max().getAsInt() - Arrays.stream(values).min().getAsInt();
    }

    @Test
    void withoutRemainderTheLargestClassIsUsedExactlyOnce() {
        BalancedBatches batches = new BalancedBatches(Drawn.withoutImages(32, 5), 16, 1);
        assertEquals(4, batches.batchCount());
        int[] ofLargest = batches.epoch(0).stream().flatMapToInt(Arrays::stream).filter(i -> i < 32).sorted().toArray();
        assertArrayEquals(IntStream.range(0, 32).toArray(), ofLargest);
    }

    @Test
    void epochIsAFunctionOfSeedAndNumber() {
        Dataset dataset = Drawn.withoutImages(30, 20);
        BalancedBatches batches = new BalancedBatches(dataset, 8, 5);
        batches.epoch(0);
        int[][] third = batches.epoch(2).toArray(int[][]::new);
        assertTrue(Arrays.deepEquals(third, new BalancedBatches(dataset, 8, 5).epoch(2).toArray(int[][]::new)));
        assertFalse(Arrays.deepEquals(third, batches.epoch(3).toArray(int[][]::new)));
        assertFalse(Arrays.deepEquals(third, new BalancedBatches(dataset, 8, 6).epoch(2).toArray(int[][]::new)));
    }

    /** Each of the 24 orders of 4 crops should come 500 times in 12,000 epochs, give or take 22 (one sigma). */
    @Test
    void everyOrderIsEquallyLikely() {
        BalancedBatches batches = new BalancedBatches(Drawn.withoutImages(4, 1), 8, 7);
        int[] frequency = new int[1 << 8];
        for (int epoch = 0; epoch < 12_000; epoch++) {
            int code = 0;
            for (int crop : batches.epoch(epoch).get(0)) {
                code = crop < 4 ? code * 4 + crop : code;
            }
            frequency[code]++;
        }
        int[] orders = Arrays.stream(frequency).filter(f -> f > 0).toArray();
        assertEquals(24, orders.length);
        for (int order : orders) {
            assertEquals(500, order, 5 * 22);
        }
    }

    @Test
    void badInputIsRefused() {
        assertThrows(InputException.class, () -> new BalancedBatches(Drawn.withoutImages(3, 0), 8, 1));
        assertThrows(IllegalArgumentException.class, () -> new BalancedBatches(Drawn.withoutImages(3, 3), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BalancedBatches(Drawn.withoutImages(3, 3), 8, 0, 1));
    }
}
