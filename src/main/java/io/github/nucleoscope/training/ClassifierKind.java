package io.github.nucleoscope.training;

/** What the members of an ensemble are. */
public enum ClassifierKind {
    /** Both, unless one of the kinds alone is better on crops that were not trained on, see {@link KindChoice}. */
    AUTO,
    /** Networks. */
    NETWORK,
    /** Logistic regressions and random forests of the measurements of the nuclei. */
    MEASUREMENTS,
    /** Networks, logistic regressions and random forests; networks count half. */
    BOTH
}
