package io.github.nucleoscope.dataset;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/**
 * Data augmentation: how crops are randomly transformed during training. Every value is drawn uniformly from its range
 * for each crop of each epoch; see {@link CropAugmenter}.
 *
 * @param flips whether crops are flipped and turned by multiples of 90 degrees; pixels are moved, not interpolated
 * @param rotation largest rotation in degrees, either way, 0 to 180
 * @param shift largest shift in crop pixels along X and along Y, either way, 0 to 1024
 * @param scale magnification or reduction by a factor of up to 1 + scale; 0 to 1
 * @param gain multiplication or division of each channel's intensities by a factor of up to 1 + gain; 0 to 1
 * @param offset largest offset of each channel's intensities, either way, as a fraction of the channel's range in the
 *     crop (maximum - minimum), 0 to 1
 * @param noise largest standard deviation of Gaussian pixel noise, as a fraction of each channel's range, 0 to 1
 * @param stain gain and offset of crops in optical density, in place of those of intensities
 */
public record Augmentation(boolean flips, double rotation, double shift, double scale, double gain, double offset,
        double noise, StainChange stain) {

    /** No augmentation. */
    public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0, 0, 0);

    /** Flips and quarter turns only. */
    public static final Augmentation FLIPS = new Augmentation(true, 0, 0, 0, 0, 0, 0);

    /**
     * Flips, any rotation, shifts of up to 3 pixels, magnification by up to 1.1, gain by up to 1.1, offset of up to
     * 0.05 and noise of up to 0.02 of the range; in optical density the gain and the offset are those of
     * {@link StainChange#FULL}.
     */
    public static final Augmentation FULL = new Augmentation(true, 180, 3, 0.1, 0.1, 0.05, 0.02, StainChange.FULL);

    /** Named augmentations, for options and parameters. */
    public enum Named {
        NONE(Augmentation.NONE), FLIPS(Augmentation.FLIPS), FULL(Augmentation.FULL);

        private final Augmentation augmentation;

        Named(Augmentation augmentation) {
            this.augmentation = augmentation;
        }

        /** Returns the augmentation with this name. */
        public Augmentation augmentation() {
            return augmentation;
        }
    }

    public Augmentation {
        require("rotation", rotation, 180);
        require("shift", shift, 1024);
        require("scale", scale, 1);
        require("gain", gain, 1);
        require("offset", offset, 1);
        require("noise", noise, 1);
    }

    /** Creates an augmentation that leaves the stains of crops in optical density as they are. */
    public Augmentation(boolean flips, double rotation, double shift, double scale, double gain, double offset,
            double noise) {
        this(flips, rotation, shift, scale, gain, offset, noise, StainChange.NONE);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new InputException("augmentation " + name + " " + value + " is not between 0 and " + most);
        }
    }

    /** Whether pixels are interpolated. */
    boolean interpolates() {
        return rotation > 0 || shift > 0 || scale > 0;
    }

    /** Whether the values of crops of a quantity change, apart from being moved and interpolated. */
    boolean changesValues(Quantity quantity) {
        return noise > 0 || (quantity == Quantity.OPTICAL_DENSITY ? stain.gain() > 0 || stain.offset() > 0
                : gain > 0 || offset > 0);
    }

    /** Describes the augmentation in words, with all ranges. */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (flips) {
            parts.add("flips and quarter turns");
        }
        add(parts, "rotation", rotation, " degrees");
        add(parts, "shift", shift, " pixels");
        add(parts, "scale", scale, "");
        add(parts, "gain", gain, "");
        add(parts, "offset", offset, "");
        add(parts, "gain of optical densities", stain.gain(), "");
        add(parts, "offset of optical densities", stain.offset(), "");
        add(parts, "noise", noise, "");
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, double value, String unit) {
        if (value > 0) {
            parts.add(name + " up to " + value + unit);
        }
    }
}
