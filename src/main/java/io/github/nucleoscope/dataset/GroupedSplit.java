package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.InputException;

/**
 * Splits a dataset into training, validation and test parts: stratified by class, and grouped by source image.
 *
 * <p>Crops of one image resemble each other, so all crops of an image are in the same part. There are two exceptions,
 * each with a warning:
 * <ul>
 * <li>the source image of some crops is unknown: each of these is treated as an image of its own; if none is known,
 *     this is a plain stratified split;
 * <li>there are too few images: only one, or so few that a part would have crops of fewer than two classes, or the
 *     training part would lack a class. Then crops of one image go to several parts, and the figures are optimistic.
 * </ul>
 * If there are more than two classes and one of them is in too few images, the validation or test part lacks it: a
 * warning names it.
 *
 * <p>The parts do not depend on the order of the crops, provided that source and label identify each crop. Each part
 * keeps the dataset's order.
 *
 * @param validation fraction of the crops of each class for validation, 0 to below 1; 0 for no such part
 * @param test fraction of the crops of each class for testing, 0 to below 1; 0 for no such part. The rest, which must
 *     be above 0, is for training
 * @param seed the same seed gives the same split
 */
public record GroupedSplit(double validation, double test, long seed) {

    /** @throws InputException if a fraction is outside its range, or nothing is left for training */
    public GroupedSplit {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new InputException("the shares " + validation + " for validation and " + test
                    + " for test must be 0 or more, and less than 1 together");
        }
    }

    /**
     * Splits a dataset.
     *
     * @throws InputException if a class has no crops
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

    /** Returns the crops of one part; none for index -1, a part that was not requested. */
    private static Dataset part(Dataset dataset, Partition partition, int part) {
        return dataset.subset(IntStream.range(0, dataset.size()).filter(i -> partition.partOf()[i] == part).toArray());
    }
}
