package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.problem.InputException;

/**
 * How crops are cut and prepared. The settings are stored in the model file, so that a model never receives crops that
 * were prepared differently.
 *
 * @param size width and height of a crop in pixels, the input size of the network; 8 to 1024
 * @param scale how image pixels become crop pixels
 * @param background what happens to the pixels outside the nucleus
 * @param normalise whether intensities are stretched linearly to [0, 255]: over the nucleus if the background is
 *     {@link Background#ZERO}, over the whole crop if it is {@link Background#KEEP}
 */
public record CropSettings(int size, Scale scale, Background background, boolean normalise) {

    /** How image pixels become crop pixels. */
    public enum Scale {
        /**
         * Fixed window: an image pixel is a crop pixel; if both are calibrated, pixels are resampled to the model's
         * size.
         */
        FIXED,
        /** Each nucleus is scaled so that its bounding box, with a margin, fills the crop: its size is hidden. */
        FIT
    }

    /** What happens to the pixels outside the nucleus. */
    public enum Background {
        /** Set to 0. */
        ZERO,
        /** Kept: the crop is a window of the image around the nucleus. */
        KEEP
    }

    /** 64x64 pixels, no rescaling, background zeroed, nucleus normalised to [0, 255]. */
    public static final CropSettings DEFAULT = new CropSettings(64, Scale.FIXED, Background.ZERO, true);

    public CropSettings {
        if (size < 8 || size > 1024) {
            throw new InputException("crop size " + size + " is not between 8 and 1024 pixels");
        }
    }
}
