package io.github.nucleoscope.evaluation;

/** What the intervals take as independent. */
public enum Resampled {
    /** Whole source images: the interval accounts for the similarity of nuclei of one image. */
    IMAGES,
    /** Single nuclei, because there are too few known images: nuclei of one image are treated as independent. */
    NUCLEI
}
