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
 * What of a colour image shows the nuclei: its luminance, one of its primary colours, or the nuclear stain of a
 * histological staining, see {@link ColourDeconvolution}. Stains become bright where there is much of them.
 *
 * <p>A stain is known by its optical densities in red, green and blue. The nuclear one comes first here; what else
 * absorbs follows.
 */
public enum Colour {

    /** 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), rounded, 0 to 255. */
    LUMINANCE("luminance"),

    /** The red primary, 0 to 255. */
    RED("red"),

    /** The green primary, 0 to 255. */
    GREEN("green"),

    /** The blue primary, 0 to 255: such as DAPI in a colour picture of fluorescence. */
    BLUE("blue"),

    /**
     * Haematoxylin beside eosin: Ruifrok &amp; Johnston, "Quantification of histochemical staining by color
     * deconvolution", Analytical and Quantitative Cytology and Histology 23 (2001), 291-299.
     */
    HAEMATOXYLIN_EOSIN("H&E", new double[] {0.65, 0.70, 0.29}, new double[] {0.07, 0.99, 0.11}),

    /** Haematoxylin beside diaminobenzidine: Ruifrok &amp; Johnston (2001). */
    HAEMATOXYLIN_DAB("H-DAB", new double[] {0.65, 0.70, 0.29}, new double[] {0.27, 0.57, 0.78}),

    /**
     * Giemsa, Wright and May-Gruenwald of blood and marrow. Methylene blue beside eosin: Landini's plugin Colour
     * Deconvolution for ImageJ, which measured them by Ruifrok &amp; Johnston's method. The third, haemoglobin in red
     * cells, is this project's own measurement: the mean optical density of the densest 40 % of the pixels outside
     * white cells and platelets, mostly red cells, in 57 stained smears, scaled to length 1.
     */
    GIEMSA("Giemsa", new double[] {0.834750233, 0.513556283, 0.196330403},
            new double[] {0.092789, 0.954111, 0.283111}, new double[] {0.380, 0.665, 0.643}),

    /** Feulgen's stain of DNA beside light green: Landini's plugin Colour Deconvolution for ImageJ. */
    FEULGEN_LIGHT_GREEN("Feulgen", new double[] {0.46420921, 0.83008335, 0.30827187},
            new double[] {0.94705542, 0.25373821, 0.19650764}),

    /** Two stains that are measured in each plane, see {@link StainEstimate}; the one with more red is nuclear. */
    ESTIMATED("estimated");

    private final String label;
    private final List<double[]> stains;

    Colour(String label, double[]... stains) {
        this.label = label;
        this.stains = List.of(stains);
    }

    /** What users call it, such as {@code H&E}. */
    public String label() {
        return label;
    }

    /** All labels, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Colour::label).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The colour of a label. Case does not matter, nor do spaces, dashes, underscores and ampersands: {@code he} is
     * {@code H&E}.
     *
     * @throws InputException where there is none, with a list of those there are
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

    /** Whether it is a stain: then nuclei are bright in its plane, whatever they are in the image. */
    public boolean isStain() {
        return this == ESTIMATED || !stains.isEmpty();
    }

    /**
     * How much stain an object has at least, as a share of that of the image's typical nucleus: less is no nucleus. 0
     * where everything is kept. In blood smears platelets take the stain of the white cells' nuclei, and the rims of
     * red cells seem to; a tenth was chosen on smears.
     */
    public double leastShare() {
        return this == GIEMSA ? 0.1 : 0;
    }

    /** Optical densities (red, green, blue) of the stains, the nuclear one first; none where they are not known. */
    List<double[]> stains() {
        return stains;
    }

    /**
     * Whether an image has colours and nothing was said about them.
     *
     * @return empty for other choices than the luminance, and for images that are grey
     */
    public Optional<Problem> warning(ImagePlus image) {
        if (this != LUMINANCE || !(image.getStack().getProcessor(1).getPixels() instanceof int[] pixels)) {
            return Optional.empty();
        }
        boolean grey = Arrays.stream(pixels).allMatch(rgb -> (rgb >> 16 & 0xff) == (rgb & 0xff)
                && (rgb >> 8 & 0xff) == (rgb & 0xff));
        return grey ? Optional.empty() : Optional.of(new UnusedColour());
    }
}
