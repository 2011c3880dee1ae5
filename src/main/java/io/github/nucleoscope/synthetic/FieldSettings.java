package io.github.nucleoscope.synthetic;

import io.github.nucleoscope.problem.InputException;

/**
 * Appearance of a synthetic field of view.
 *
 * @param width width in pixels, 64 or more
 * @param height height in pixels, 64 or more
 * @param nuclei number of nuclei, 1 to 65,535
 * @param clumpedFraction fraction of the nuclei that are {@link Chromatin#CLUMPED}, 0 to 1; the number is rounded
 * @param touchingFraction probability that a nucleus is placed next to the previous one, 0 to 1, which gives pairs and
 *     clusters
 * @param similarity similarity of the textures of the classes, 0 to 1: 0, as in the test images; 1, no difference
 */
public record FieldSettings(int width, int height, int nuclei, double clumpedFraction, double touchingFraction,
        double similarity) {

    /** 512x512 pixels, 48 nuclei, both classes in equal numbers, three nuclei of ten attached to another. */
    public static final FieldSettings DEFAULT = new FieldSettings(512, 512, 48, 0.5, 0.3);

    /** Creates settings with classes as different as in the test images. */
    public FieldSettings(int width, int height, int nuclei, double clumpedFraction, double touchingFraction) {
        this(width, height, nuclei, clumpedFraction, touchingFraction, 0);
    }

    public FieldSettings {
        if (width < 64 || height < 64) {
            throw new InputException("field of " + width + " x " + height
                    + " pixels is too small: make it 64 x 64 or larger");
        }
        if (nuclei < 1 || nuclei > 65_535) {
            throw new InputException("the number of nuclei, " + nuclei + ", is not between 1 and 65535");
        }
        requireFraction("clumped fraction", clumpedFraction);
        requireFraction("touching fraction", touchingFraction);
        requireFraction("similarity", similarity);
    }

    /** Returns settings with another similarity of the classes. */
    public FieldSettings withSimilarity(double changed) {
        return new FieldSettings(width, height, nuclei, clumpedFraction, touchingFraction, changed);
    }

    private static void requireFraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InputException(name + " " + value + " is not between 0 and 1");
        }
    }
}
