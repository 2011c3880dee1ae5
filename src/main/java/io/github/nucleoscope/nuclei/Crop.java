package io.github.nucleoscope.nuclei;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One nucleus as the network sees it.
 *
 * @param pixels intensities, axes X, Y, {@link CropSettings#size()} squared; in [0, 255] where the settings
 *     normalise; always finite
 * @param source name of the image that it was cut from: what splits are grouped by. Where that is not known, a name
 *     that only this crop has
 * @param sourceKnown whether {@code source} names the image
 * @param label the nucleus's label in that image; 0 where the crop is a file of its own
 */
public record Crop(ArrayImg<FloatType, FloatArray> pixels, String source, boolean sourceKnown, int label) {

    /** A crop of an image that is known. */
    public Crop(ArrayImg<FloatType, FloatArray> pixels, String source, int label) {
        this(pixels, source, true, label);
    }

    /** The pixels, row by row: index {@code y * width + x}. Not a copy. */
    public float[] values() {
        return pixels.update(null).getCurrentStorageArray();
    }
}
