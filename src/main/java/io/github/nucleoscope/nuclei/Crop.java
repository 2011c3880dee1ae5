package io.github.nucleoscope.nuclei;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Image of one nucleus.
 *
 * @param pixels its pixels, which the network receives as {@link #values()}
 * @param source name of the image that it was cut from, which data splits are grouped by. If that is not known, a
 *     name that only this crop has
 * @param sourceKnown whether {@code source} names the image
 * @param label label of the nucleus in that image; 0 if the crop is a file of its own
 */
public record Crop(CropPixels pixels, String source, boolean sourceKnown, int label) {

    /** Creates a crop whose source image is known. */
    public Crop(CropPixels pixels, String source, int label) {
        this(pixels, source, true, label);
    }

    /** Width and height in pixels. */
    public int size() {
        return pixels.size();
    }

    /** Number of channels, 1 or more. */
    public int channels() {
        return pixels.channels();
    }

    /**
     * Returns what the network receives: the value of channel {@code c} at (x, y) has the index
     * {@code (y * size + x) * channels + c}; in [0, 255] if crops are normalised; always finite. A new array each time.
     */
    public float[] values() {
        float[] values = new float[pixels.size() * pixels.size() * pixels.channels()];
        pixels.write(values, 0);
        return values;
    }

    /** Writes {@link #values()} into an array, from an index on. */
    public void write(float[] destination, int start) {
        pixels.write(destination, start);
    }

    /** Returns this crop with another normalisation. */
    public Crop withNormalisation(Normalisation normalisation) {
        return new Crop(pixels.withNormalisation(normalisation), source, sourceKnown, label);
    }

    /**
     * Returns the middle of this crop: what {@link Cropper} would have cut with this size. A window is normalised over
     * its own pixels, a file over all of it.
     *
     * @param size width and height in pixels; smaller than this size by an even number, or equal
     */
    public Crop middle(int size) {
        if (size == size()) {
            return this;
        }
        CropPixels middle = pixels.middle(size);
        return new Crop(label == 0 ? middle.withRangesOf(pixels) : middle, source, sourceKnown, label);
    }

    /** Returns {@link #values()} as an image with the axes X, Y, C. */
    public RandomAccessibleInterval<FloatType> image() {
        return Views.moveAxis(ArrayImgs.floats(values(), channels(), size(), size()), 0, 2);
    }
}
