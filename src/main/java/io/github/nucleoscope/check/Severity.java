package io.github.nucleoscope.check;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Figures measured on this set are wrong, or the network learns something else than the class: mend it first. */
    SEVERE,
    /** The network or its figures suffer: mend it where you can. */
    IMPORTANT,
    /** A few crops, or little harm: worth a look. */
    MINOR,
    /** Good to know; nothing has to be done. */
    NOTE
}
