package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.logic.NativeBoolType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Labels the 8-connected components of a mask in two passes with union-find (Rosenfeld &amp; Pfaltz, "Sequential
 * Operations in Digital Picture Processing", 1966).
 */
public final class ConnectedComponents {

    private ConnectedComponents() {}

    /**
     * Labels the connected components.
     *
     * @param mask axes X, Y; not changed
     * @return labels 1, 2, …, in raster order of each component's first pixel, 0 in the background; same shape
     */
    public static ArrayImg<IntType, IntArray> label(ArrayImg<NativeBoolType, BooleanArray> mask) {
        int width = (int) mask.dimension(0);
        int height = (int) mask.dimension(1);
        boolean[] pixels = Mask.pixels(mask);
        int[] labels = new int[pixels.length];
        DisjointSets sets = new DisjointSets();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (!pixels[i]) {
                    continue;
                }
                int left = x > 0 ? labels[i - 1] : 0;
                int upLeft = x > 0 && y > 0 ? labels[i - width - 1] : 0;
                int up = y > 0 ? labels[i - width] : 0;
                int upRight = x < width - 1 && y > 0 ? labels[i - width + 1] : 0;
                int label;
                if (up > 0) {
                    // The other three neighbours all touch the one above: they are already joined.
                    label = up;
                } else {
                    label = left > 0 ? left : upLeft;
                    if (upRight > 0) {
                        label = label > 0 ? sets.join(label, upRight) : upRight;
                    }
                }
                labels[i] = label > 0 ? label : sets.add();
            }
        }
        int[] names = new int[sets.size()];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > 0) {
                int root = sets.find(labels[i]);
                if (names[root] == 0) {
                    names[root] = ++count;
                }
                labels[i] = names[root];
            }
        }
        return ArrayImgs.ints(labels, width, height);
    }
}
