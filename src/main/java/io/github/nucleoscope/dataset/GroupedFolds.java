package io.github.nucleoscope.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;

/**
 * Splits a dataset for a cross-validation: stratified by class, and grouped by source image, with the exceptions and
 * warnings of {@link GroupedSplit}; but a fold may have crops of one class only, because the predictions of all folds
 * are pooled. A training part that needs a validation part can be split again by {@code GroupedSplit}.
 *
 * @param count number of folds, 2 or more
 * @param seed the same seed gives the same folds
 */
public record GroupedFolds(int count, long seed) {

    /** @throws InputException if there are fewer than 2 folds */
    public GroupedFolds {
        if (count < 2) {
            throw new InputException("a cross-validation needs 2 folds or more, not " + count);
        }
    }

    /**
     * Splits a dataset into folds.
     *
     * @throws InputException if a class has fewer than 2 crops, so that one training part would lack it, or if there
     *     are fewer crops than folds
     */
    public Folds folds(Dataset dataset) {
        int[] counts = dataset.countPerClass();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 2) {
                throw new InputException("class \"" + dataset.classNames().get(c) + "\" has "
                        + (counts[c] == 1 ? "1 crop" : counts[c] + " crops")
                        + ", and each class needs 2 or more: label more of it, or leave it out");
            }
        }
        if (dataset.size() < count) {
            throw new InputException(count + " folds need " + count + " crops or more, not "
                    + dataset.size() + ": ask for fewer folds");
        }
        double[] shares = new double[count];
        Arrays.fill(shares, 1.0 / count);
        Parts parts = new Parts(IntStream.rangeClosed(1, count).mapToObj(i -> "fold " + i).toList(), shares, false);
        Partition partition = Partition.of(dataset, parts, seed);
        int[] foldOf = partition.partOf();
        return new Folds(IntStream.range(0, count)
                .mapToObj(fold -> new Fold(
                        dataset.subset(IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray()),
                        dataset.subset(IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray())))
                .toList(), partition.warnings());
    }
}
