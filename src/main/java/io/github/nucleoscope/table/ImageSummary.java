package io.github.nucleoscope.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.NucleusClass;

/**
 * One image of a folder in the summary table: what was found in it, or why it could not be used.
 *
 * @param image file name
 * @param nuclei number of nuclei found
 * @param perClass number of nuclei of each class, in the order of the classes
 * @param cutOff number of nuclei larger than the model's crops
 * @param problem why the image could not be used; empty if it could
 */
public record ImageSummary(String image, int nuclei, List<Integer> perClass, int cutOff, String problem) {

    public ImageSummary {
        perClass = List.copyOf(perClass);
    }

    /** Summarises an image that was classified. */
    public static ImageSummary of(ClassifiedImage image) {
        return new ImageSummary(image.name(), image.nuclei().size(),
                Arrays.stream(image.countPerClass()).boxed().toList(), image.cutOff(), "");
    }

    /** Returns the row of an image that could not be used. */
    public static ImageSummary unusable(String image, List<NucleusClass> classes, String problem) {
        return new ImageSummary(image, 0, Collections.nCopies(classes.size(), 0), 0, problem);
    }

    /** Returns whether the image could be used. */
    public boolean isUsable() {
        return problem.isEmpty();
    }

    /** Returns the column names {@code Image, Nuclei, N(<class>)…, Cut off, Problem}. */
    public static List<String> columns(List<NucleusClass> classes) {
        List<String> columns = new ArrayList<>(List.of("Image", "Nuclei"));
        for (NucleusClass nucleusClass : classes) {
            columns.add("N(" + nucleusClass.name() + ")");
        }
        columns.addAll(List.of("Cut off", "Problem"));
        return List.copyOf(columns);
    }

    /** Returns the cells in the order of {@link #columns}: each is a String or an Integer. */
    public List<Object> values() {
        List<Object> values = new ArrayList<>(List.of(image, nuclei));
        values.addAll(perClass);
        values.addAll(List.of(cutOff, problem));
        return List.copyOf(values);
    }
}
