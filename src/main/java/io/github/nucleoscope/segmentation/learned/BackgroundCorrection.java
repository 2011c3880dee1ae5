package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;

import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.classical.BackgroundSubtraction;
import net.imglib2.img.array.ArrayImgs;

/**
 * Takes the background away from an image at the size at which a network sees it, and its {@link Brightness} anew from
 * what is left: under a haze that is brighter than the nuclei, these would be all but alike to the network.
 *
 * @param background row by row: a {@link PolynomialBackground}, and of what is left the one that
 *     {@link BackgroundSubtraction} has
 * @param width of the image as the network sees it
 * @param height of the image as the network sees it
 * @param remaining the brightness of what is left
 */
public record BackgroundCorrection(float[] background, int width, int height, Brightness remaining) {

    /** For a model's description. */
    public static final String DESCRIPTION = "polynomial of order " + PolynomialBackground.ORDER
            + " along the lower side and opening by squares of " + BackgroundSubtraction.SQUARE + " pixels taken away";

    /** What remains of noiseless light is less of the image's brightness than this. */
    private static final double LEAST_REMAINING = 1e-3;

    /**
     * Measures an image.
     *
     * @param seen row by row, finite, from 0 to about 1, nuclei bright; not changed
     * @return empty where nothing but background is left
     */
    public static Optional<BackgroundCorrection> of(float[] seen, int width, int height) {
        float[] background = seen.clone();
        PolynomialBackground.subtract(background, width, height);
        BackgroundSubtraction.subtract(ArrayImgs.floats(background, width, height));
        Optional<Brightness> remaining = Brightness.of(ArrayImgs.floats(background, width, height), false);
        for (int i = 0; i < background.length; i++) {
            background[i] = seen[i] - background[i];
        }
        return remaining.filter(BackgroundCorrection::isVisible)
                .map(brightness -> new BackgroundCorrection(background, width, height, brightness));
    }

    private static boolean isVisible(Brightness remaining) {
        return remaining.high() - remaining.low() > LEAST_REMAINING;
    }

    /** The image itself, corrected; empty where nothing but background is left. */
    static Optional<float[]> corrected(float[] seen, int width, int height) {
        return of(seen, width, height).map(correction -> correction.apply(seen, width, height));
    }

    /**
     * Corrects the image, or the same one at another size.
     *
     * @param pixels row by row; not changed
     */
    public float[] apply(float[] pixels, int toWidth, int toHeight) {
        float[] below = Resampling.of(background, width, height, toWidth, toHeight);
        float[] corrected = new float[pixels.length];
        for (int i = 0; i < corrected.length; i++) {
            corrected[i] = remaining.apply(pixels[i] - below[i]);
        }
        return corrected;
    }
}
