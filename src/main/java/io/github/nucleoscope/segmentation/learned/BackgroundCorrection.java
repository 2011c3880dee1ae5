package io.github.nucleoscope.segmentation.learned;

import java.util.Optional;

import io.github.nucleoscope.nuclei.Resampling;
import io.github.nucleoscope.segmentation.classical.BackgroundSubtraction;
import net.imglib2.img.array.ArrayImgs;

/**
 * Subtracts the background of an image at the scale of a network, and measures the {@link Brightness} of the remainder:
 * under a haze that is brighter than the nuclei, all nuclei would look nearly alike to the network.
 *
 * @param background row by row: the sum of a {@link PolynomialBackground} and of the {@link BackgroundSubtraction} of
 *     the remainder
 * @param width width of the image at the scale of the network
 * @param height height of the image at the scale of the network
 * @param remaining brightness of the remainder
 */
public record BackgroundCorrection(float[] background, int width, int height, Brightness remaining) {

    /** For the description of a model. */
    public static final String DESCRIPTION = "polynomial of order " + PolynomialBackground.ORDER
            + " along the lower side and opening by squares of " + BackgroundSubtraction.SQUARE + " pixels taken away";

    /** Without noise, the remainder of a pure background is below this fraction of the image's brightness. */
    private static final double LEAST_REMAINING = 1e-3;

    /**
     * Measures an image.
     *
     * @param seen row by row, finite, from 0 to about 1, nuclei bright; not changed
     * @return empty if the image is nothing but background
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

    /** Whether a remainder shows anything. */
    static boolean isVisible(Brightness remaining) {
        return remaining.high() - remaining.low() > LEAST_REMAINING;
    }

    /**
     * Returns the corrected image; empty if it is nothing but background.
     *
     * @param highest what is brighter, in units of the image, glares: it does not say how bright nuclei are
     */
    static Optional<float[]> corrected(float[] seen, int width, int height, double highest) {
        return of(seen, width, height).map(correction -> correction.below(highest).apply(seen, width, height));
    }

    private BackgroundCorrection below(double highest) {
        return new BackgroundCorrection(background, width, height, below(remaining, highest));
    }

    /** Returns the brightness of a remainder in which what is brighter than some value glares. */
    static Brightness below(Brightness remaining, double highest) {
        return new Brightness(remaining.low(),
                Math.max(remaining.low() + LEAST_REMAINING, Math.min(remaining.high(), highest)));
    }

    /**
     * Corrects the image, or a resampled copy of it.
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
