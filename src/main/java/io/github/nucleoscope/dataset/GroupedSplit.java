package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;

/**
 * Splits a dataset into train, validation and test: stratified by class, and grouped by source image.
 *
 * <p>Crops of one image resemble each other, so no source image is ever in two parts. There are two exceptions, each
 * with a warning:
 * <ul>
 * <li>the source image of some crops is not known: each of these is taken for an image of its own; where none is
 *     known, it is a plain stratified split;
 * <li>there are too few images: one alone, or so few that a part would have crops of fewer than two classes, or train
 * would lack a class. Then crops of one image go to several parts, and the figures are optimistic.
 * </ul>
 * Where there are more than two classes and one of them is in too few images, validation or test lacks it: a warning
 * names it.
 *
 * <p>The parts do not depend on the order of the crops, as long as source and label tell the crops apart. Each part
 * keeps the dataset's order.
 *
 * @param validation wanted share of the crops of each class in validation, 0 to below 1; 0 for no such part
 * @param test wanted share in test, 0 to below 1; 0 for no such part. Train gets the rest, which must be above 0
 * @param seed the same seed gives the same split
 */
public record GroupedSplit(double validation, double test, long seed) {

    /** @throws InputException where a share is outside its range, or nothing is left for train */
    public GroupedSplit {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new InputException("the shares " + validation + " for validation and " + test
                    + " for test must be 0 or more, and less than 1 together");
        }
    }

    /**
     * Splits.
     *
     * @throws InputException where a class has no crop
     */
    public Split split(Dataset dataset) {
        List<String> names = new ArrayList<>(List.of("train"));
        List<Double> shares = new ArrayList<>(List.of(1 - validation - test));
        if (validation > 0) {
            names.add("validation");
            shares.add(validation);
        }
        if (test > 0) {
            names.add("test");
            shares.add(test);
        }
        Parts parts = new Parts(names, shares.stream().mapToDouble(Double::doubleValue).toArray(), true);
        Partition partition = Partition.of(dataset, parts, seed);
        return new Split(new Development(part(dataset, partition, names.indexOf("train")),
                part(dataset, partition, names.indexOf("validation"))),
                TestPart.seal(part(dataset, partition, names.indexOf("test"))),
                partition.warnings());
    }

    /** The crops of one part; none for a part of index -1, which was not wanted. */
    private static Dataset part(Dataset dataset, Partition partition, int part) {
        return dataset.subset(IntStream.range(0, dataset.size()).filter(i -> partition.partOf()[i] == part).toArray());
    }
}
