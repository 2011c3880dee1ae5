package io.github.nucleoscope.problem;

/**
 * What the user can change to solve a {@link Problem}, if its name depends on whether the user is at the command line
 * or in Fiji. Each user interface has its own words for all of them.
 */
public enum Correction {

    /** The choice of dark nuclei on a bright background. */
    DARK_NUCLEI,

    /** The choice of bright nuclei on a dark background. */
    BRIGHT_NUCLEI,

    /** The choice of a stain, or of the colour of the nuclei. */
    STAIN,

    /** A stain for images that have colours; dark nuclei for those without. */
    STAIN_OR_DARK_NUCLEI,

    /** Where ImageJ keeps an image's pixel size, unit of length, slices and frames. */
    IMAGE_PROPERTIES,

    /** How ImageJ makes a colour image of a composite. */
    COLOUR_IMAGE,

    /** How ImageJ makes a label image of a mask. */
    LABEL_IMAGE,

    /** The choice of whole images instead of ready-made crops. */
    WHOLE_IMAGES,

    /** The place for a model that finds nuclei, when the given one does not classify them. */
    SEGMENTATION_MODEL,

    /** How Java is allowed more memory. */
    MEMORY
}
