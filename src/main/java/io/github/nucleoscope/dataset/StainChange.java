package io.github.nucleoscope.dataset;

import io.github.nucleoscope.nuclei.PixelScale;
import io.github.nucleoscope.problem.InputException;

/**
 * How strongly the channels of crops in optical density are changed, each by a gain and an offset of its own, as slides
 * differ in the amount of stain and in its hue: the stain augmentation of Tellez et al., "Whole-slide mitosis detection
 * in H&amp;E breast histology using PHH3 as a reference to train distilled stain-invariant convolutional networks",
 * IEEE Transactions on Medical Imaging 37 (2018), who change the density of separated stains; here the density of each
 * colour is changed.
 *
 * @param gain multiplication or division of densities by a factor of up to 1 + gain; 0 to 1
 * @param offset largest offset, either way, in natural-log units of density; 0 to 1
 */
public record StainChange(double gain, double offset) {

    /** No change. */
    public static final StainChange NONE = new StainChange(0, 0);

    /**
     * Gain of up to 1.3 either way and offset of up to 0.08. With these ranges small networks classified mitotic
     * figures of other patients best (the AMi-Br patches of Bertram et al., BVM 2025).
     */
    public static final StainChange FULL = new StainChange(0.3, 0.08);

    public StainChange {
        if (!(gain >= 0 && gain <= 1 && offset >= 0 && offset <= 1)) {
            throw new InputException("augmentation of stains by gain " + gain + " and offset " + offset
                    + ": neither may be outside 0 to 1");
        }
    }

    /** Largest offset in values of crops, see {@link Quantity#OPTICAL_DENSITY}. */
    double offsetOfValues() {
        return offset * PixelScale.PER_DENSITY;
    }
}
