package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.FloatPlane;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The size of the nuclei from the image itself, before any of them is found. A disc of diameter D and height h has the
 * volume h pi D^2 / 4, and the lengths of its gradients sum to h pi D, however blurred it is, as long as the blur is
 * less than the disc: four times their ratio is D. The same sums over all pixels that stand out weigh every nucleus by
 * its height and outline.
 */
final class NucleusScale {

    /** Pixels count that are higher than this fraction of the highest. */
    private static final float FLOOR = 0.02f;

    /** By how much the ratio overestimates: touching nuclei share parts of their outlines, and halos have volume. */
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
     * @param step one row of so many is looked at
     * @return a diameter in pixels, above 0; 1 where nothing stands out
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

    /** Looks at a part of a row, both ends included, none of which is in the last row or column. */
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

    /** In pixels, above 0; 1 where nothing stands out. */
    double diameter() {
        return gradients > 0 ? 4 * volume / gradients / BIAS : 1;
    }
}
