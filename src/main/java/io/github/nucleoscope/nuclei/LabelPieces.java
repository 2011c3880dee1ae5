package io.github.nucleoscope.nuclei;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * In how many pieces the labels of an image are. A nucleus may be in several; but a mask has one label for all nuclei,
 * and an image that is taken for its labels has grey values all over it.
 *
 * @param labels how many there are
 * @param pieces 8-connected regions of one label
 */
public record LabelPieces(int labels, int pieces) {

    /** So many pieces to a label are none of nuclei. */
    private static final int MOST_PER_LABEL = 3;

    /** Counts them; axes X, Y, 0 is background. */
    public static LabelPieces of(RandomAccessibleInterval<IntType> image) {
        int width = (int) image.dimension(0);
        Set<Integer> labels = new HashSet<>();
        DisjointSets sets = new DisjointSets();
        int joined = 0;
        int[] above = new int[width];
        int[] setsAbove = new int[width];
        Cursor<IntType> cursor = Views.flatIterable(image).cursor();
        while (cursor.hasNext()) {
            int[] row = new int[width];
            int[] setsHere = new int[width];
            for (int x = 0; x < width; x++) {
                row[x] = cursor.next().get();
                if (row[x] == 0) {
                    continue;
                }
                labels.add(row[x]);
                setsHere[x] = sets.add();
                if (x > 0 && row[x - 1] == row[x]) {
                    joined += join(sets, setsHere[x - 1], setsHere[x]);
                }
                for (int i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
                    if (above[i] == row[x]) {
                        joined += join(sets, setsAbove[i], setsHere[x]);
                    }
                }
            }
            above = row;
            setsAbove = setsHere;
        }
        return new LabelPieces(labels.size(), sets.size() - 1 - joined);
    }

    private static int join(DisjointSets sets, int a, int b) {
        if (sets.find(a) == sets.find(b)) {
            return 0;
        }
        sets.join(a, b);
        return 1;
    }

    /** What to say where this is no label image, in one line. */
    public Optional<String> warning() {
        return pieces <= MOST_PER_LABEL * labels ? Optional.empty() : Optional.of((labels == 1 ? "its one label is"
                : "its " + labels + " labels are") + " in " + pieces + " pieces: is it a mask, or the image itself? In"
                + " a label image each nucleus has a number of its own (in Fiji: Analyze Particles, Count Masks)");
    }
}
