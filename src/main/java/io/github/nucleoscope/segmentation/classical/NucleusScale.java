package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.FloatPlane;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Estimates the size of the nuclei from the image itself, before any is found. A disc of diameter D and height h has
 * the volume h pi D^2 / 4, and its gradient magnitudes sum to h pi D, however blurred it is, as long as the blur is
 * smaller than the disc: four times their ratio is D. The same sums over all pixels that stand out weight every nucleus
 * by its height and outline.
 */
final class NucleusScale {

    /** Only pixels above this fraction of the highest are used. */
    private static final float FLOOR = 0.02f;

    /**
     * Factor by which the ratio overestimates: touching nuclei share parts of their outlines, and halos have volume.
     */
    private static final double BIAS = 1.16;

    private final float floor;
    private double volume;
    private double gradients;

    /** @param top height of the highest nuclei */
    NucleusScale(float top) {
        this.floor = FLOOR * top;
    }

    /**
     * @param img height above the background, axes X, Y, finite pixels
     * @param top height of the highest nuclei
     * @param step every step-th row is used
     * @return diameter in pixels, above 0; 1 if nothing stands out
     */
    static double diameter(ArrayImg<FloatType, FloatArray> img, float top, int step) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        NucleusScale scale = new NucleusScale(top);
        for (int y = 0; y < height - 1; y += step) {
            scale.add(FloatPlane.values(img), width, y, 0, width - 2);
        }
        return scale.diameter();
    }

    /** Adds a part of a row, both ends inclusive, which must not contain a pixel in the last row or column. */
    void add(float[] values, int width, int y, int fromX, int toX) {
        for (int i = y * width + fromX; i <= y * width + toX; i++) {
            if (values[i] > floor) {
                float across = values[i + 1] - values[i];
                float down = values[i + width] - values[i];
                volume += values[i];
                gradients += Math.sqrt(across * across + down * down);
            }
        }
    }

    void add(NucleusScale part) {
        volume += part.volume;
        gradients += part.gradients;
    }

    /** Returns the diameter in pixels, above 0; 1 if nothing stands out. */
    double diameter() {
        return gradients > 0 ? 4 * volume / gradients / BIAS : 1;
    }
}
