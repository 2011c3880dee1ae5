package io.github.nucleoscope.images.pixels;

import java.util.Arrays;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;

/** Removes labels by area and by contact with the image border, and renumbers the others. */
public final class LabelFilter {

    private LabelFilter() {}

    /**
     * Filters a label image: the labels that are kept become 1, 2, …, in raster order of their first pixels; the others
     * become 0.
     *
     * @param img axes X, Y, labels 0 or more, 0 is background; changed in place
     * @param minArea smallest area that is kept, in pixels; 1 or more
     * @param maxArea largest area that is kept, in pixels
     * @param keepBorder whether labels with a pixel at the image border are kept
     */
    public static void apply(ArrayImg<IntType, IntArray> img, int minArea, int maxArea, boolean keepBorder) {
        int[] labels = Mask.labels(img);
        int last = 0;
        for (int label : labels) {
            last = label > last ? label : last;
        }
        int[] areas = new int[last + 1];
        for (int label : labels) {
            if (label > 0) {
                areas[label]++;
            }
        }
        removeBorder(img, areas, keepBorder);
        int[] names = new int[areas.length];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if (label == 0) {
                continue;
            }
            if (names[label] == 0) {
                names[label] = areas[label] < minArea || areas[label] > maxArea ? -1 : ++count;
            }
            labels[i] = Math.max(0, names[label]);
        }
    }

    /**
     * Filters a label image as {@link #apply(ArrayImg, int, int, boolean)} does, but faster, given the runs and areas
     * of the labels.
     *
     * @param img axes X, Y, 0 is background; changed in place
     * @param runs runs of the labels in the image
     * @param areas area of each label from 1 on, in pixels; 0 for those to remove. Changed
     * @param minArea smallest area that is kept, in pixels; 1 or more
     * @param maxArea largest area that is kept, in pixels
     * @param keepBorder whether labels with a pixel at the image border are kept
     */
    public static void apply(ArrayImg<IntType, IntArray> img, LabelRuns runs, int[] areas, int minArea, int maxArea,
            boolean keepBorder) {
        removeBorder(img, areas, keepBorder);
        long[] kept = IntStream.range(1, areas.length).filter(k -> areas[k] >= minArea && areas[k] <= maxArea)
                .mapToLong(k -> (long) runs.first(k) << Integer.SIZE | k).sorted().toArray();
        int[] names = new int[areas.length];
        for (int n = 0; n < kept.length; n++) {
            names[(int) kept[n]] = n + 1;
        }
        int[] labels = Mask.labels(img);
        for (int k = 1; k < names.length; k++) {
            for (int run = runs.last(k); run >= 0; run = runs.before(run)) {
                Arrays.fill(labels, runs.from(run), runs.to(run), names[k]);
            }
        }
    }

    /** Sets the areas of labels at the image border to 0, unless they are kept. */
    private static void removeBorder(ArrayImg<IntType, IntArray> img, int[] areas, boolean keepBorder) {
        if (keepBorder) {
            return;
        }
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        int[] labels = Mask.labels(img);
        for (int x = 0; x < width; x++) {
            areas[labels[x]] = 0;
            areas[labels[(height - 1) * width + x]] = 0;
        }
        for (int y = 0; y < height; y++) {
            areas[labels[y * width]] = 0;
            areas[labels[y * width + width - 1]] = 0;
        }
    }
}
