package io.github.nucleoscope.dataset;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.problem.InputException;

/**
 * Labelled crops. A part of a split may lack a class, or be empty; {@link #requireCropsOfEveryClass} checks whether it
 * can be trained on.
 *
 * @param classNames names by class index: two or more, not blank, all different
 * @param crops in any order
 */
public record Dataset(List<String> classNames, List<LabelledCrop> crops) {

    /** @throws InputException if there are fewer than two class names, or one is blank or occurs twice */
    public Dataset {
        classNames = List.copyOf(classNames);
        crops = List.copyOf(crops);
        if (classNames.size() < 2) {
            throw new InputException("there are fewer than two classes, only " + classNames
                    + ": give two classes or more");
        }
        Set<String> seen = new HashSet<>();
        for (String name : classNames) {
            if (name.isBlank()) {
                throw new InputException("a class of " + classNames + " has a blank name: name it");
            }
            if (!seen.add(name)) {
                throw new InputException("two classes are named \"" + name + "\": rename one");
            }
        }
        for (LabelledCrop crop : crops) {
            if (crop.classIndex() < 0 || crop.classIndex() >= classNames.size()) {
                throw new IllegalArgumentException("a crop of " + crop.crop().source() + " has class index "
                        + crop.classIndex() + ": it must be 0 to " + (classNames.size() - 1));
            }
        }
    }

    /** Number of crops. */
    public int size() {
        return crops.size();
    }

    /** Number of crops of each class, by class index. */
    public int[] countPerClass() {
        int[] counts = new int[classNames.size()];
        for (LabelledCrop crop : crops) {
            counts[crop.classIndex()]++;
        }
        return counts;
    }

    /** Number of crops whose source image is unknown. */
    public int withoutImage() {
        return (int) crops.stream().filter(crop -> !crop.crop().sourceKnown()).count();
    }

    /**
     * Returns a one-line warning about unknown source images; empty if all are known.
     *
     * @param consequence what follows from that, to be appended to "so"
     */
    public Optional<String> sourceWarning(String consequence) {
        int unknown = withoutImage();
        if (unknown == 0) {
            return Optional.empty();
        }
        return Optional.of((unknown == size() ? "no source image is known"
                : "the source image of " + unknown + " of " + size() + " crops is not known") + ", so " + consequence
                + ": name crops <image>__<nucleus>.png to keep them together");
    }

    /** Returns the sorted, distinct names of the sources: images, and crops whose image is unknown. */
    public List<String> sources() {
        return crops.stream().map(crop -> crop.crop().source()).distinct().sorted().toList();
    }

    /** Class index of each crop. */
    public int[] classIndices() {
        return crops.stream().mapToInt(LabelledCrop::classIndex).toArray();
    }

    /** Returns a list that makes the {@link io.github.nucleoscope.nuclei.Crop#values} of a crop when it is asked. */
    public List<float[]> pixels() {
        return new AbstractList<>() {
            @Override
            public float[] get(int index) {
                return crops.get(index).crop().values();
            }

            @Override
            public int size() {
                return crops.size();
            }
        };
    }

    /**
     * Returns a dataset of some of the crops.
     *
     * @param indices indices of the crops, in the order of the new dataset
     */
    public Dataset subset(int[] indices) {
        return new Dataset(classNames, Arrays.stream(indices).mapToObj(crops::get).toList());
    }

    /** @throws InputException if a class has no crops */
    public void requireCropsOfEveryClass() {
        int[] counts = countPerClass();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new InputException("class \"" + classNames.get(c)
                        + "\" has no crops: add some, or leave the class out");
            }
        }
    }
}
