package io.github.nucleoscope.check;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Figures measured on this set are wrong, or the network learns something other than the class: fix it first. */
    SEVERE,
    /** The network or its figures suffer: fix it if you can. */
    IMPORTANT,
    /** A few crops, or little harm: worth a look. */
    MINOR,
    /** For information; no action needed. */
    NOTE
}
