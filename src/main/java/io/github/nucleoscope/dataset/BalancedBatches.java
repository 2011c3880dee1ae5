package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;

/**
 * Class-balanced mini-batches: rare classes are oversampled until all classes are equally frequent.
 *
 * <p>Each epoch uses every crop of the largest class once, in a new random order. The smaller classes are repeated, in
 * a new random order each time, until they have contributed as many crops. The classes take turns, so that their
 * numbers of crops in a mini-batch differ by at most one. All mini-batches have the same size: the last one is filled
 * up in the same way, which may repeat a few crops of the largest class. So is an epoch that would have fewer
 * mini-batches than asked for.
 */
public final class BalancedBatches implements Batches {

    /** Indices of the crops of each class. */
    private final int[][] crops;
    private final int batchSize;
    private final int batchCount;
    private final long seed;

    /** Makes as many mini-batches as the crops fill; otherwise like the other constructor. */
    public BalancedBatches(Dataset dataset, int batchSize, long seed) {
        this(dataset, batchSize, 1, seed);
    }

    /**
     * @param dataset dataset with crops of every class
     * @param batchSize number of crops in a mini-batch, 1 or more
     * @param fewest least number of mini-batches in an epoch, 1 or more; a small dataset is repeated until there are as
     *     many
     * @param seed equal seeds give equal mini-batches
     * @throws InputException if a class has no crops
     * @throws IllegalArgumentException if the batch size or the least number of mini-batches is below 1
     */
    public BalancedBatches(Dataset dataset, int batchSize, int fewest, long seed) {
        dataset.requireCropsOfEveryClass();
        if (batchSize < 1 || fewest < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + " or least number of mini-batches " + fewest
                    + " is not 1 or more");
        }
        int[] classOf = dataset.classIndices();
        crops = IntStream.range(0, dataset.classNames().size())
                .mapToObj(c -> IntStream.range(0, classOf.length).filter(i -> classOf[i] == c).toArray())
                .toArray(int[][]::new);
        int largest = 0;
        for (int[] ofClass : crops) {
            largest = Math.max(largest, ofClass.length);
        }
        long needed = (long) largest * crops.length;
        this.batchSize = batchSize;
        this.batchCount = Math.max(fewest, Math.toIntExact((needed + batchSize - 1) / batchSize));
        this.seed = seed;
    }

    @Override
    public int batchCount() {
        return batchCount;
    }

    @Override
    public List<int[]> epoch(int epoch) {
        SplittableRandom random = new SplittableRandom(SeedMix.mix(seed, epoch, 0));
        int classes = crops.length;
        int[][] orders = new int[classes][];
        int[] next = new int[classes];
        for (int c = 0; c < classes; c++) {
            orders[c] = crops[c].clone();
            Shuffle.shuffle(orders[c], random);
        }
        List<int[]> batches = new ArrayList<>(batchCount);
        int turn = 0;
        for (int b = 0; b < batchCount; b++) {
            int[] batch = new int[batchSize];
            for (int i = 0; i < batchSize; i++) {
                if (next[turn] == orders[turn].length) {
                    Shuffle.shuffle(orders[turn], random);
                    next[turn] = 0;
                }
                batch[i] = orders[turn][next[turn]++];
                turn = turn + 1 == classes ? 0 : turn + 1;
            }
            batches.add(batch);
        }
        return batches;
    }
}
