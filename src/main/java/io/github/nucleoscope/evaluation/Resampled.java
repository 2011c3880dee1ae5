package io.github.nucleoscope.evaluation;

/** What the bootstrap drew to get an interval. */
public enum Resampled {
    /** Whole source images: the interval allows for nuclei of one image being alike. */
    IMAGES,
    /** Nuclei one by one: too few images, or none known. Nuclei of one image are taken for independent. */
    NUCLEI
}
