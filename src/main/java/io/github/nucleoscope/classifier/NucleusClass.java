package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/**
 * A class of nuclei.
 *
 * @param name what users call it, not blank
 * @param rgb its colour, 0xRRGGBB
 */
public record NucleusClass(String name, int rgb) {

    /** Colours that colour-blind readers can tell apart, on dark images (Okabe and Ito, 2008). */
    private static final int[] PALETTE = {0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00, 0x0072B2};

    public NucleusClass {
        if (name.isBlank()) {
            throw new InputException("a class of nuclei has no name");
        }
        if (rgb < 0 || rgb > 0xFFFFFF) {
            throw new InputException("class '" + name + "' has the colour " + rgb);
        }
    }

    /** Classes of these names, in the same order, each with a colour of its own as far as there are colours. */
    public static List<NucleusClass> named(List<String> names) {
        List<NucleusClass> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(new NucleusClass(name, PALETTE[classes.size() % PALETTE.length]));
        }
        return List.copyOf(classes);
    }
}
