package io.github.nucleoscope.training;

import java.util.Optional;
import java.util.OptionalDouble;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.Diameters;
import io.github.nucleoscope.segmentation.learned.BackgroundCorrection;
import io.github.nucleoscope.segmentation.learned.Brightness;
import io.github.nucleoscope.segmentation.learned.NucleusMaps;
import io.github.nucleoscope.segmentation.learned.NucleusSize;

/**
 * A training image of a segmentation network with its target maps. An image with large nuclei is stored reduced to the
 * network's scale; one with small nuclei is stored as it is, and magnified when crops are cut.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param pixels brightness above the background in row-major order, from 0 to about 1
 * @param truth target maps
 * @param nuclei number of nuclei
 * @param magnification magnification from the stored image to the network's scale; 1 or more
 */
record Scene(int width, int height, float[] pixels, NucleusMaps truth, int nuclei, double magnification) {

    /**
     * Prepares an image; empty if there is only background in it, so that nothing can be learned from it.
     *
     * @param diameter target median diameter of its nuclei, in pixels
     */
    static Optional<Scene> of(LabelledImage image, double diameter) {
        OptionalDouble own = Diameters.median(image.labels());
        double factor = own.isEmpty() ? 1 : NucleusSize.magnification(own.getAsDouble(), diameter);
        return Brightness.of(image.pixels(), false).flatMap(brightness -> of((int) image.pixels().dimension(0),
                (int) image.pixels().dimension(1), brightness.apply(image.pixels()), NucleusMaps.of(image.labels()),
                Diameters.count(image.labels()), factor));
    }

    private static Optional<Scene> of(int width, int height, float[] pixels, NucleusMaps truth, int nuclei,
            double factor) {
        int toWidth = NucleusSize.length(width, factor);
        int toHeight = NucleusSize.length(height, factor);
        float[] seen = Resampling.of(pixels, width, height, toWidth, toHeight);
        return BackgroundCorrection.of(seen, toWidth, toHeight).map(correction -> factor >= 1
                ? new Scene(width, height, correction.apply(pixels, width, height), truth, nuclei, factor)
                : new Scene(toWidth, toHeight, correction.apply(seen, toWidth, toHeight),
                        truth.resampled(toWidth, toHeight), nuclei, 1));
    }

    /** Returns this scene magnified to the network's scale. */
    Scene seen() {
        int toWidth = NucleusSize.length(width, magnification);
        int toHeight = NucleusSize.length(height, magnification);
        return new Scene(toWidth, toHeight, Resampling.of(pixels, width, height, toWidth, toHeight),
                truth.resampled(toWidth, toHeight), nuclei, 1);
    }

    /** Number of pixels at the network's scale. */
    long seenPixels() {
        return Math.round(width * magnification * height * magnification);
    }

    /** Mirrors an index outside an axis into it; the end pixels are not repeated. */
    static int mirrored(int place, int length) {
        int period = Math.max(1, 2 * length - 2);
        int within = Math.floorMod(place, period);
        return within < length ? within : period - within;
    }
}
