package io.github.nucleoscope.training;

import io.github.nucleoscope.dataset.LabelledImage;
import io.github.nucleoscope.nuclei.NucleusMaps;
import io.github.nucleoscope.segmentation.Brightness;
import java.util.Optional;

/**
 * An image as a network for segmentation sees it, with what it should answer.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixels row by row, the image's brightness from 0 to 1
 * @param truth what a perfect network says
 */
record Scene(int width, int height, float[] pixels, NucleusMaps truth) {

    /** Empty where all pixels of the image are alike: nothing can be learned from it. */
    static Optional<Scene> of(LabelledImage image) {
        return Brightness.of(image.pixels(), false).map(brightness -> new Scene((int) image.pixels().dimension(0),
                (int) image.pixels().dimension(1), brightness.apply(image.pixels()),
                NucleusMaps.of(image.labels())));
    }

    /** Where a place outside of an axis lies, mirrored at its ends, which are not repeated. */
    static int mirrored(int place, int length) {
        int period = Math.max(1, 2 * length - 2);
        int within = Math.floorMod(place, period);
        return within < length ? within : period - within;
    }
}
