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

class NaturalBatchesTest {

    @Test
    void everyCropComesOnceAndTheLastBatchIsFilledUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int[] counts = IntStream.range(0, 2 + random.nextInt(3)).map(c -> 1 + random.nextInt(30)).toArray();
            int batchSize = 1 + random.nextInt(70);
            int size = Arrays.stream(counts).sum();
            int fewest = 1 + random.nextInt(20);
            NaturalBatches batches = new NaturalBatches(Drawn.withoutImages(counts), batchSize, fewest, round);
            List<int[]> epoch = batches.epoch(round);
            assertEquals(Math.max(fewest, (size + batchSize - 1) / batchSize), batches.batchCount());
            assertEquals(batches.batchCount(), epoch.size());
            assertTrue(epoch.stream().allMatch(batch -> batch.length == batchSize));
            int[] all = epoch.stream().flatMapToInt(Arrays::stream).toArray();
            // In the order of the epoch each run through the crops has each once.
            for (int start = 0; start < all.length; start += size) {
                int[] run = Arrays.copyOfRange(all, start, Math.min(all.length, start + size));
                assertEquals(run.length, Arrays.stream(run).distinct().count());
            }
            assertArrayEquals(IntStream.range(0, size).toArray(),
                    Arrays.stream(all, 0, size).sorted().toArray());
        }
    }

    @Test
    void epochIsAFunctionOfSeedAndNumber() {
        Dataset dataset = Drawn.withoutImages(30, 20);
        NaturalBatches batches = new NaturalBatches(dataset, 8, 5);
        batches.epoch(0);
        int[][] third = batches.epoch(2).toArray(int[][]::new);
        assertTrue(Arrays.deepEquals(third, new NaturalBatches(dataset, 8, 5).epoch(2).toArray(int[][]::new)));
        assertFalse(Arrays.deepEquals(third, batches.epoch(3).toArray(int[][]::new)));
        assertFalse(Arrays.deepEquals(third, new NaturalBatches(dataset, 8, 6).epoch(2).toArray(int[][]::new)));
    }

    @Test
    void badInputIsRefused() {
        assertThrows(InputException.class, () -> new NaturalBatches(Drawn.withoutImages(3, 0), 8, 1));
        assertThrows(IllegalArgumentException.class, () -> new NaturalBatches(Drawn.withoutImages(3, 3), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NaturalBatches(Drawn.withoutImages(3, 3), 8, 0, 1));
    }
}
