package io.github.nucleoscope.problem;

/**
 * What the user can change so that a {@link Problem} goes away, where that has a name which depends on whether the user
 * sits before the command line or before Fiji. Each surface has its words for all of them.
 */
public enum Remedy {

    /** The choice of dark nuclei on a bright background. */
    DARK_NUCLEI,

    /** The choice of bright nuclei on a dark background. */
    BRIGHT_NUCLEI,

    /** The choice of a stain, or of the colour of the nuclei. */
    STAIN,

    /** A stain for images that have colours; dark nuclei for those that have none. */
    STAIN_OR_DARK_NUCLEI,

    /** Where ImageJ keeps an image's pixel size, unit of length, slices and frames. */
    IMAGE_PROPERTIES,

    /** How ImageJ makes a colour image of a composite. */
    COLOUR_IMAGE,

    /** How ImageJ makes a label image of a mask. */
    LABEL_IMAGE,

    /** The choice of whole images instead of ready-made crops. */
    WHOLE_IMAGES,

    /** Where a model that finds nuclei is given, which is none that classifies them. */
    SEGMENTATION_MODEL,

    /** How Java is allowed more memory. */
    MEMORY
}
