package io.github.nucleoscope.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.nucleoscope.problem.InputException;

/**
 * Labelled crops. A part of a split may lack a class, or be empty; {@link #requireCropsOfEveryClass} says whether one
 * can be trained on.
 *
 * @param classNames names by class index: two or more, none blank, all different
 * @param crops in any order
 */
public record Dataset(List<String> classNames, List<LabelledCrop> crops) {

    /** @throws InputException where the class names are not as said */
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

    /** Number of crops whose source image is not known. */
    public int withoutImage() {
        return (int) crops.stream().filter(crop -> !crop.crop().sourceKnown()).count();
    }

    /**
     * One line that says that source images are not known; empty where all are.
     *
     * @param consequence what that may do, to go on after "so"
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

    /** Names of the sources, sorted, each once: the images, and the crops whose image is not known. */
    public List<String> sources() {
        return crops.stream().map(crop -> crop.crop().source()).distinct().sorted().toList();
    }

    /** Class index of each crop. */
    public int[] classIndices() {
        return crops.stream().mapToInt(LabelledCrop::classIndex).toArray();
    }

    /** The pixels of each crop, row by row; not copies. */
    public List<float[]> pixels() {
        return crops.stream().map(crop -> crop.crop().values()).toList();
    }

    /**
     * Some of the crops.
     *
     * @param indices of the crops, in the order wanted
     */
    public Dataset subset(int[] indices) {
        return new Dataset(classNames, Arrays.stream(indices).mapToObj(crops::get).toList());
    }

    /** @throws InputException where a class has no crop */
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
