package io.github.nucleoscope.synthetic;

import io.github.nucleoscope.problem.InputException;

/**
 * What a drawn fluorescence composite contains.
 *
 * @param width width in pixels, 64 or more
 * @param height height in pixels, 64 or more
 * @param nuclei number of nuclei, 2 to 65,535
 * @param positiveFraction fraction of the nuclei that are positive, 0 to 1; the number is rounded
 * @param touchingFraction probability that a nucleus is placed next to the previous one, 0 to 1
 * @param channels 2, DAPI and pH3, or 3, with Actin
 */
public record CompositeSettings(int width, int height, int nuclei, double positiveFraction, double touchingFraction,
        int channels) {

    /** 512x512 pixels, 48 nuclei, half of them positive, three channels. */
    public static final CompositeSettings DEFAULT = new CompositeSettings(512, 512, 48, 0.5, 0.3, 3);

    public CompositeSettings {
        if (width < 64 || height < 64) {
            throw new InputException("field of " + width + " x " + height
                    + " pixels is too small: make it 64 x 64 or larger");
        }
        if (nuclei < 2 || nuclei > 65_535) {
            throw new InputException("the number of nuclei, " + nuclei + ", is not between 2 and 65535");
        }
        for (double fraction : new double[] {positiveFraction, touchingFraction}) {
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new InputException("fraction " + fraction + " is not between 0 and 1");
            }
        }
        if (channels < 2 || channels > 3) {
            throw new InputException("the number of channels, " + channels + ", is not 2 or 3");
        }
    }
}
