package io.github.nucleoscope.dataset;

/** What the values of crops measure. */
public enum Quantity {

    /** Intensities: of fluorescence, or grey values. */
    INTENSITY,

    /**
     * Optical densities of bright-field colour: natural-log densities, -ln((v + 1) / (white + 1)), in units of 255 /
     * ln(256) per unit of density, so that white glass is 0 and the darkest 8-bit pixel 255.
     */
    OPTICAL_DENSITY
}
