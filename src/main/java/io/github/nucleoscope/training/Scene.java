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
 * An image as a network for segmentation sees it, with what it should answer. One with large nuclei is held shrunk to
 * the size at which it is seen; one with small nuclei as it is, and magnified where crops are cut.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixels row by row, the brightness above the background, from 0 to about 1
 * @param truth what a perfect network says
 * @param nuclei how many there are
 * @param magnification of this, where the network sees it; 1 or more
 */
record Scene(int width, int height, float[] pixels, NucleusMaps truth, int nuclei, double magnification) {

    /**
     * Empty where there is nothing but background in the image: nothing can be learned from it.
     *
     * @param diameter what the median diameter of its nuclei becomes
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

    /** The same, magnified: as the network sees it. */
    Scene seen() {
        int toWidth = NucleusSize.length(width, magnification);
        int toHeight = NucleusSize.length(height, magnification);
        return new Scene(toWidth, toHeight, Resampling.of(pixels, width, height, toWidth, toHeight),
                truth.resampled(toWidth, toHeight), nuclei, 1);
    }

    /** How many pixels the network sees of it. */
    long seenPixels() {
        return Math.round(width * magnification * height * magnification);
    }

    /** Where a place outside of an axis lies, mirrored at its ends, which are not repeated. */
    static int mirrored(int place, int length) {
        int period = Math.max(1, 2 * length - 2);
        int within = Math.floorMod(place, period);
        return within < length ? within : period - within;
    }
}
