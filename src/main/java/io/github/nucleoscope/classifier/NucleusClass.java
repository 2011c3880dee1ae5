package io.github.nucleoscope.classifier;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/**
 * A class of nuclei.
 *
 * @param name name shown to users, not blank
 * @param rgb colour, 0xRRGGBB
 */
public record NucleusClass(String name, int rgb) {

    /** Colour-blind-safe colours that are visible on dark images (Okabe and Ito, 2008). */
    private static final int[] PALETTE = {0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xCC79A7, 0xD55E00, 0x0072B2};

    public NucleusClass {
        if (name.isBlank()) {
            throw new InputException("a class of nuclei has no name: name it");
        }
        if (rgb < 0 || rgb > 0xFFFFFF) {
            throw new InputException("class '" + name + "' has the colour " + rgb + ": it must be 0 to " + 0xFFFFFF);
        }
    }

    /** Creates classes with these names, in the same order; colours differ between the first seven, then repeat. */
    public static List<NucleusClass> named(List<String> names) {
        List<NucleusClass> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(new NucleusClass(name, PALETTE[classes.size() % PALETTE.length]));
        }
        return List.copyOf(classes);
    }
}
