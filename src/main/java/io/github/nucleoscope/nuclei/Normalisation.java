package io.github.nucleoscope.nuclei;

/**
 * Whether the intensities of each crop are stretched linearly to [0, 255]: over the nucleus if the background is
 * {@link CropSettings.Background#ZERO}, over the whole crop if it is {@link CropSettings.Background#KEEP}.
 */
public enum Normalisation {
    /** Each channel by its own smallest and largest value. */
    CHANNEL,
    /** All channels together, so that the ratios between them stay visible. */
    JOINT,
    /** Not at all: how bright a nucleus is, compared with others, stays visible. */
    NONE
}
