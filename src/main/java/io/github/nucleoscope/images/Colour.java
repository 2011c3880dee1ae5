package io.github.nucleoscope.images;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;

/**
 * The component of a colour image that shows the nuclei: its luminance, one of its primary colours, or the nuclear
 * stain of a histological staining (see {@link ColourDeconvolution}), in which strongly stained pixels are bright.
 *
 * <p>A stain is defined by its optical densities in red, green and blue. The nuclear stain comes first; the other
 * absorbers follow.
 */
public enum Colour {

    /** 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), rounded, 0 to 255. */
    LUMINANCE("luminance"),

    /** The red primary, 0 to 255. */
    RED("red"),

    /** The green primary, 0 to 255. */
    GREEN("green"),

    /** The blue primary, 0 to 255; for example DAPI in a colour image of fluorescence. */
    BLUE("blue"),

    /**
     * Haematoxylin with eosin: Ruifrok &amp; Johnston, "Quantification of histochemical staining by color
     * deconvolution", Analytical and Quantitative Cytology and Histology 23 (2001), 291-299.
     */
    HAEMATOXYLIN_EOSIN("H&E", new double[] {0.65, 0.70, 0.29}, new double[] {0.07, 0.99, 0.11}),

    /** Haematoxylin with diaminobenzidine: Ruifrok &amp; Johnston (2001). */
    HAEMATOXYLIN_DAB("H-DAB", new double[] {0.65, 0.70, 0.29}, new double[] {0.27, 0.57, 0.78}),

    /**
     * Giemsa, Wright and May-Gruenwald stains of blood and marrow. Methylene blue and eosin: Landini's plugin Colour
     * Deconvolution for ImageJ, which measured them with Ruifrok &amp; Johnston's method. The third, haemoglobin in red
     * cells, was measured for this project: the mean optical density of the densest 40 % of the pixels outside
     * white cells and platelets, mostly red cells, in 57 stained smears, scaled to length 1.
     */
    GIEMSA("Giemsa", new double[] {0.834750233, 0.513556283, 0.196330403},
            new double[] {0.092789, 0.954111, 0.283111}, new double[] {0.380, 0.665, 0.643}),

    /** Feulgen's stain for DNA with light green: Landini's plugin Colour Deconvolution for ImageJ. */
    FEULGEN_LIGHT_GREEN("Feulgen", new double[] {0.46420921, 0.83008335, 0.30827187},
            new double[] {0.94705542, 0.25373821, 0.19650764}),

    /**
     * Two stains estimated in each plane, see {@link StainEstimate}; the one that absorbs more red is the nuclear one.
     */
    ESTIMATED("estimated");

    private final String label;
    private final List<double[]> stains;

    Colour(String label, double[]... stains) {
        this.label = label;
        this.stains = List.of(stains);
    }

    /** Returns the name shown to users, such as {@code H&E}. */
    public String label() {
        return label;
    }

    /** Returns all labels, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Colour::label).collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns the colour with the given label. Case, spaces, dashes, underscores and ampersands are ignored: {@code he}
     * is {@code H&E}.
     *
     * @throws InputException if there is no such colour; the message lists those available
     */
    public static Colour of(String label) {
        for (Colour colour : values()) {
            if (letters(colour.label).equals(letters(label))) {
                return colour;
            }
        }
        throw new InputException("unknown stain '" + label + "': use one of " + String.join(", ", labels()));
    }

    private static String letters(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Returns whether this is a stain: nuclei are then bright in its plane, whatever they are in the image. */
    public boolean isStain() {
        return this == ESTIMATED || !stains.isEmpty();
    }

    /**
     * Returns the least amount of stain that an object must have, as a fraction of the amount in a typical nucleus of
     * the image; objects with less are not nuclei. 0 keeps everything. In blood smears, platelets take up the stain of
     * the white cells' nuclei, and the rims of red cells appear to; one tenth was chosen on smears.
     */
    public double leastShare() {
        return this == GIEMSA ? 0.1 : 0;
    }

    /**
     * Returns whether this is a stain of tissue sections, in which fibres and grains between the nuclei take it up,
     * too.
     */
    public boolean isOfTissue() {
        return this == HAEMATOXYLIN_EOSIN || this == HAEMATOXYLIN_DAB || this == ESTIMATED;
    }

    /**
     * Returns whether nuclei may come in lobes that look separate: the white cells of blood smears have such nuclei.
     */
    public boolean hasLobedNuclei() {
        return this == GIEMSA;
    }

    /**
     * Returns the optical densities (red, green, blue) of the stains, each scaled to length 1, nuclear stain first;
     * empty if unknown.
     */
    public List<double[]> unitStains() {
        return stains.stream().map(ColourDeconvolution::unit).toList();
    }

    /** Returns the optical densities (red, green, blue) of the stains, nuclear stain first; empty if unknown. */
    List<double[]> stains() {
        return stains;
    }

    /**
     * Returns a warning if an image has colours and the user has not said which component to use.
     *
     * @return empty if a component other than the luminance was chosen, or if the image is grey
     */
    public Optional<Problem> warning(ImagePlus image) {
        return this != LUMINANCE || !areIn(image) ? Optional.empty() : Optional.of(new UnusedColour());
    }

    /** Returns whether an image is RGB, and red, green and blue differ in some pixel of some plane. */
    public static boolean areIn(ImagePlus image) {
        for (int i = 1; i <= image.getStackSize() && image.getBitDepth() == 24; i++) {
            for (int rgb : (int[]) image.getStack().getProcessor(i).getPixels()) {
                if ((rgb >> 16 & 0xff) != (rgb & 0xff) || (rgb >> 8 & 0xff) != (rgb & 0xff)) {
                    return true;
                }
            }
        }
        return false;
    }
}
