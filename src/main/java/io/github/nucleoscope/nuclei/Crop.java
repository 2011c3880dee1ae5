package io.github.nucleoscope.nuclei;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Image of one nucleus, as the network receives it.
 *
 * @param pixels intensities, axes X, Y, {@link CropSettings#size()} squared; in [0, 255] if the settings
 *     normalise; always finite
 * @param source name of the image that it was cut from, which data splits are grouped by. If that is not known, a
 *     name that only this crop has
 * @param sourceKnown whether {@code source} names the image
 * @param label label of the nucleus in that image; 0 if the crop is a file of its own
 */
public record Crop(ArrayImg<FloatType, FloatArray> pixels, String source, boolean sourceKnown, int label) {

    /** Creates a crop whose source image is known. */
    public Crop(ArrayImg<FloatType, FloatArray> pixels, String source, int label) {
        this(pixels, source, true, label);
    }

    /** Returns the pixels, row by row: index {@code y * width + x}. Not a copy. */
    public float[] values() {
        return pixels.update(null).getCurrentStorageArray();
    }
}
