package io.github.nucleoscope.nuclei;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.BooleanArray;
import net.imglib2.type.logic.NativeBoolType;

/** Fills holes: background that no 4-connected path of background leads out of to the image border. */
final class HoleFilling {

    private HoleFilling() {}

    /** Fills the holes of a mask, axes X, Y, in place. */
    static void fill(ArrayImg<NativeBoolType, BooleanArray> mask) {
        int width = (int) mask.dimension(0);
        int height = (int) mask.dimension(1);
        boolean[] pixels = Mask.pixels(mask);
        boolean[] outside = new boolean[pixels.length];
        int[] stack = new int[pixels.length];
        int depth = 0;
        for (int x = 0; x < width; x++) {
            depth = visit(x, pixels, outside, stack, depth);
            depth = visit((height - 1) * width + x, pixels, outside, stack, depth);
        }
        for (int y = 0; y < height; y++) {
            depth = visit(y * width, pixels, outside, stack, depth);
            depth = visit(y * width + width - 1, pixels, outside, stack, depth);
        }
        while (depth > 0) {
            int i = stack[--depth];
            int x = i % width;
            if (x > 0) {
                depth = visit(i - 1, pixels, outside, stack, depth);
            }
            if (x < width - 1) {
                depth = visit(i + 1, pixels, outside, stack, depth);
            }
            if (i >= width) {
                depth = visit(i - width, pixels, outside, stack, depth);
            }
            if (i + width < pixels.length) {
                depth = visit(i + width, pixels, outside, stack, depth);
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = !outside[i];
        }
    }

    /** Marks a pixel as outside when it is unseen background, and pushes it. Returns the new depth of the stack. */
    private static int visit(int i, boolean[] pixels, boolean[] outside, int[] stack, int depth) {
        if (pixels[i] || outside[i]) {
            return depth;
        }
        outside[i] = true;
        stack[depth] = i;
        return depth + 1;
    }
}
