package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The part that each crop is assigned to: by image if possible, otherwise by crop.
 *
 * @param partOf index of the part of each crop of the dataset
 * @param warnings one line each
 */
record Partition(int[] partOf, List<String> warnings) {

    static Partition of(Dataset dataset, Parts parts, long seed) {
        dataset.requireCropsOfEveryClass();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> sources = dataset.sources();
        List<String> warnings = new ArrayList<>();
        int[] partOf;
        if (parts.count() == 1) {
            return new Partition(new int[dataset.size()], List.of());
        }
        dataset.sourceWarning("crops of one image may be in " + parts.names().get(0) + " and " + parts.names().get(1))
                .ifPresent(warnings::add);
        if (sources.size() == dataset.size()) {
            // Each crop is the only one of its source, whether or not its image is known.
            partOf = byCrop(dataset, parts, random);
        } else {
            partOf = byImage(dataset, sources, parts, random);
            if (!isUsable(counts(dataset, partOf, parts), parts)) {
                partOf = byCrop(dataset, parts, random);
                int images = sources.size() - dataset.withoutImage();
                warnings.add((images == 1 ? "there is only 1 source image"
                        : "there are only " + images + " source images, or too few of a class")
                        + ": crops of one image are in " + parts.names().get(0) + " and " + parts.names().get(1)
                        + ", so the figures are optimistic: label nuclei of each class in " + parts.count()
                        + " images or more");
            }
        }
        warnings.addAll(missingClasses(dataset, counts(dataset, partOf, parts), parts));
        return new Partition(partOf, List.copyOf(warnings));
    }

    private static int[] byImage(Dataset dataset, List<String> sources, Parts parts, SplittableRandom random) {
        // Sorted, so that the order of the crops does not matter.
        Map<String, Integer> indexOf = new HashMap<>();
        sources.forEach(source -> indexOf.put(source, indexOf.size()));
        int[] imageOf = dataset.crops().stream().mapToInt(crop -> indexOf.get(crop.crop().source())).toArray();
        int[][] counts = new int[sources.size()][dataset.classNames().size()];
        for (int i = 0; i < imageOf.length; i++) {
            counts[imageOf[i]][dataset.crops().get(i).classIndex()]++;
        }
        int[] partOfImage = new GroupAssignment(counts, parts).assign(random);
        return IntStream.of(imageOf).map(image -> partOfImage[image]).toArray();
    }

    /**
     * Plain stratified split. Class by class, each part gets one crop as long as there are any; then each crop goes to
     * the part that is furthest below its share of the class.
     */
    private static int[] byCrop(Dataset dataset, Parts parts, SplittableRandom random) {
        Comparator<Integer> bySource = Comparator.comparing(i -> dataset.crops().get(i).crop().source());
        List<Integer> sorted = IntStream.range(0, dataset.size()).boxed()
                .sorted(bySource.thenComparing(i -> dataset.crops().get(i).crop().label()))
                .toList();
        int[] partOf = new int[dataset.size()];
        double[] totalDeficit = new double[parts.count()];
        for (int c = 0; c < dataset.classNames().size(); c++) {
            int classIndex = c;
            int[] ofClass = sorted.stream().mapToInt(Integer::intValue)
                    .filter(i -> dataset.crops().get(i).classIndex() == classIndex).toArray();
            Shuffle.shuffle(ofClass, random);
            double[] deficit = new double[parts.count()];
            for (int p = 0; p < deficit.length; p++) {
                deficit[p] = parts.shares()[p] * ofClass.length;
                totalDeficit[p] += deficit[p];
            }
            boolean[] has = new boolean[parts.count()];
            for (int i = 0; i < ofClass.length; i++) {
                int part = i < parts.count() ? firstWithout(has, totalDeficit, parts) : neediest(deficit, totalDeficit);
                has[part] = true;
                deficit[part]--;
                totalDeficit[part]--;
                partOf[ofClass[i]] = part;
            }
        }
        return partOf;
    }

    /** Returns the first part without a crop; of folds, the one with the largest total deficit. */
    private static int firstWithout(boolean[] has, double[] totalDeficit, Parts parts) {
        int first = -1;
        for (int p = 0; p < has.length; p++) {
            if (!has[p] && (first < 0 || !parts.trainFirst() && totalDeficit[p] > totalDeficit[first])) {
                first = p;
            }
        }
        return first;
    }

    private static int neediest(double[] deficit, double[] totalDeficit) {
        int best = 0;
        for (int p = 1; p < deficit.length; p++) {
            // Deficits that should be equal may differ by rounding errors.
            double more = deficit[p] - deficit[best];
            if (more > 1e-9 || more > -1e-9 && totalDeficit[p] > totalDeficit[best]) {
                best = p;
            }
        }
        return best;
    }

    /** Number of crops by part, then by class. */
    private static int[][] counts(Dataset dataset, int[] partOf, Parts parts) {
        int[][] counts = new int[parts.count()][dataset.classNames().size()];
        for (int i = 0; i < partOf.length; i++) {
            counts[partOf[i]][dataset.crops().get(i).classIndex()]++;
        }
        return counts;
    }

    /**
     * Whether the training part has every class, and validation and test have at least two. For folds, whether each has
     * a crop and the other folds together have every class, since the predictions of all folds are pooled.
     */
    private static boolean isUsable(int[][] counts, Parts parts) {
        int fewestClasses = parts.trainFirst() ? 2 : 1;
        for (int[] part : counts) {
            if (IntStream.of(part).filter(count -> count > 0).count() < fewestClasses) {
                return false;
            }
        }
        return IntStream.range(0, counts[0].length).allMatch(c -> parts.trainFirst() ? counts[0][c] > 0
                : Arrays.stream(counts).filter(part -> part[c] > 0).count() >= 2);
    }

    private static List<String> missingClasses(Dataset dataset, int[][] counts, Parts parts) {
        List<String> warnings = new ArrayList<>();
        for (int p = 0; p < counts.length; p++) {
            for (int c = 0; c < counts[p].length; c++) {
                if (counts[p][c] == 0) {
                    warnings.add("class \"" + dataset.classNames().get(c) + "\" is missing from "
                            + parts.names().get(p) + ", so its figures leave it out: label more of it, in "
                            + parts.count() + " images or more");
                }
            }
        }
        return warnings;
    }
}
