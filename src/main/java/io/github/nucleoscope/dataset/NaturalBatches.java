package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;

/**
 * Mini-batches in which the classes are as frequent as in the data: each epoch uses every crop once, in a new random
 * order. All mini-batches have the same size: the last one is filled up with crops of another random order, and so is
 * an epoch that would have fewer mini-batches than asked for.
 */
public final class NaturalBatches implements Batches {

    private final int size;
    private final int batchSize;
    private final int batchCount;
    private final long seed;

    /** Makes as many mini-batches as the crops fill; otherwise like the other constructor. */
    public NaturalBatches(Dataset dataset, int batchSize, long seed) {
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
    public NaturalBatches(Dataset dataset, int batchSize, int fewest, long seed) {
        dataset.requireCropsOfEveryClass();
        if (batchSize < 1 || fewest < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + " or least number of mini-batches " + fewest
                    + " is not 1 or more");
        }
        size = dataset.size();
        this.batchSize = batchSize;
        batchCount = Math.max(fewest, Math.toIntExact(((long) size + batchSize - 1) / batchSize));
        this.seed = seed;
    }

    @Override
    public int batchCount() {
        return batchCount;
    }

    @Override
    public List<int[]> epoch(int epoch) {
        SplittableRandom random = new SplittableRandom(SeedMix.mix(seed, epoch, 0));
        int[] order = IntStream.range(0, size).toArray();
        Shuffle.shuffle(order, random);
        int[] all = Arrays.copyOf(order, Math.multiplyExact(batchCount, batchSize));
        for (int filled = size; filled < all.length; filled += size) {
            Shuffle.shuffle(order, random);
            System.arraycopy(order, 0, all, filled, Math.min(size, all.length - filled));
        }
        List<int[]> batches = new ArrayList<>(batchCount);
        for (int b = 0; b < batchCount; b++) {
            batches.add(Arrays.copyOfRange(all, b * batchSize, (b + 1) * batchSize));
        }
        return batches;
    }
}
