package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.images.ChannelSelection;
import io.github.nucleoscope.problem.InputException;

/**
 * How crops are cut and prepared. The settings are stored in the model file, so that a model never receives crops that
 * were prepared differently.
 *
 * @param size width and height of a crop in pixels, the input size of the network; 8 to 1024
 * @param scale how image pixels become crop pixels
 * @param background what happens to the pixels outside the nucleus
 * @param normalisation whether intensities are stretched to [0, 255]
 * @param channels the channels of the image that crops consist of
 * @param photometry what the values of the image's pixels mean
 * @param centre what is in the middle of a training crop
 */
public record CropSettings(int size, Scale scale, Background background, Normalisation normalisation,
        ChannelSelection channels, Photometry photometry, Centre centre) {

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
        /** Set to 0: black, or clear glass in optical density. */
        ZERO,
        /** Kept: the crop is a window of the image around the nucleus. */
        KEEP
    }

    /** What is in the middle of a training crop. */
    public enum Centre {
        /** The bounding box of a nucleus, whose outline is known. */
        NUCLEUS,
        /** A point, around which nothing was segmented. */
        POINT
    }

    /** 64x64 pixels, no rescaling, background zeroed, nucleus normalised to [0, 255], one channel. */
    public static final CropSettings DEFAULT = new CropSettings(64, Scale.FIXED, Background.ZERO, true);

    public CropSettings {
        if (size < 8 || size > 1024) {
            throw new InputException("crop size " + size + " is not between 8 and 1024 pixels");
        }
    }

    /** Creates settings for crops of the channel that shows the nuclei, with the values that are stored. */
    public CropSettings(int size, Scale scale, Background background, boolean normalise) {
        this(size, scale, background, normalise ? Normalisation.CHANNEL : Normalisation.NONE,
                new ChannelSelection.OfNuclei(), new Photometry.Stored(), Centre.NUCLEUS);
    }

    /** Returns settings with another size. */
    public CropSettings withSize(int newSize) {
        return new CropSettings(newSize, scale, background, normalisation, channels, photometry, centre);
    }

    /** Returns settings with another normalisation. */
    public CropSettings withNormalisation(Normalisation newNormalisation) {
        return new CropSettings(size, scale, background, newNormalisation, channels, photometry, centre);
    }
}
