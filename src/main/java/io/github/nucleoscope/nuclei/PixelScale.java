package io.github.nucleoscope.nuclei;

import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.WhiteLevel;

/** How the pixel values of one image become the values of crops. Immutable. */
public sealed interface PixelScale {

    /** The largest optical density of 8 bits, ln 256, is this value in crops. */
    double DENSEST = 255;

    /** Units of a crop's values in natural-log optical density 1. */
    double PER_DENSITY = DENSEST / Math.log(256);

    /** Returns the value in crops of a pixel's value, in a channel from 0. */
    double apply(int channel, double value);

    /** Values in proportion to those of the image. */
    record Factor(double factor) implements PixelScale {

        /** Values as they are. */
        public static final Factor ONE = new Factor(1);

        @Override
        public double apply(int channel, double value) {
            return factor == 1 ? value : value * factor;
        }
    }

    /** Optical densities against a white level; pixels brighter than clear glass have density 0. */
    final class Density implements PixelScale {

        /** Of each channel and value of 8 bits. */
        private final double[][] densities;

        /** @param white values of clear glass, one per channel */
        public Density(WhiteLevel white) {
            densities = new double[white.rgb().size()][256];
            for (int c = 0; c < densities.length; c++) {
                for (int value = 0; value < 256; value++) {
                    // Plus one, as the logarithm of 0 is undefined.
                    densities[c][value] = PER_DENSITY
                            * Math.max(0, -Math.log((value + 1) / (white.rgb().get(c) + 1)));
                }
            }
        }

        /** Interpolates between the densities of whole values. */
        @Override
        public double apply(int channel, double value) {
            double[] of = densities[channel];
            int below = (int) Math.max(0, Math.min(254, Math.floor(value)));
            double above = value - below;
            return above == 0 ? of[below] : (1 - above) * of[below] + above * of[below + 1];
        }
    }

    /**
     * Returns the scale of a plane's image for crops that are prepared in a given way.
     *
     * @throws io.github.nucleoscope.problem.InputException if the intensities of the image cannot be compared with
     *     those of the training images
     */
    static PixelScale of(Plane plane, CropSettings settings) {
        if (settings.photometry() instanceof Photometry.Density density) {
            return new Density(plane.source().colours().white().orIfNoGlass(density.white()));
        }
        if (settings.photometry() instanceof Photometry.Linear linear
                && settings.normalisation() == Normalisation.NONE) {
            return new Factor(linear.factor(plane.source().samples(settings.channels())));
        }
        return Factor.ONE;
    }
}
