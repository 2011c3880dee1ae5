package io.github.nucleoscope.training;

/** What the members of an ensemble are. */
public enum ClassifierKind {
    /** Whichever of the others has the lowest loss on crops that were not trained on, see {@link KindChoice}. */
    AUTO,
    /** Networks. */
    NETWORK,
    /** Logistic regressions and random forests of the measurements of the nuclei. */
    MEASUREMENTS,
    /** Networks, logistic regressions and random forests; networks count half. */
    BOTH
}
