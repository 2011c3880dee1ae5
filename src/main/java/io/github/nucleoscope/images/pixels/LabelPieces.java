package io.github.nucleoscope.images.pixels;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.Problem;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Number of pieces that the labels of an image consist of. A nucleus may be in several pieces; but a binary mask has
 * one label for all nuclei, and an intensity image mistaken for a label image has its grey values in many pieces.
 *
 * @param labels number of labels, without the background
 * @param pieces number of 8-connected components of equal label
 */
public record LabelPieces(int labels, int pieces) {

    /** With more pieces per label, the labels are not nuclei. */
    private static final int MOST_PER_LABEL = 3;

    /**
     * Counts labels and pieces.
     *
     * @param image axes X, Y, any minimum; 0 is background
     */
    public static LabelPieces of(RandomAccessibleInterval<IntType> image) {
        int width = (int) image.dimension(0);
        Set<Integer> labels = new HashSet<>();
        DisjointSets sets = new DisjointSets();
        // Two rows with a margin of background: for each pixel its label, and its set, 0 for none.
        int[] above = new int[width + 2];
        int[] setsAbove = new int[width + 2];
        int[] row = new int[width + 2];
        int[] setsHere = new int[width + 2];
        Cursor<IntType> cursor = Views.flatIterable(image).cursor();
        while (cursor.hasNext()) {
            for (int x = 1; x <= width; x++) {
                int label = cursor.next().get();
                row[x] = label;
                int set = row[x - 1] == label ? setsHere[x - 1] : 0;
                for (int i = x - 1; i <= x + 1 && label != 0; i++) {
                    if (above[i] == label) {
                        set = set == 0 ? setsAbove[i] : sets.join(set, setsAbove[i]);
                    }
                }
                if (label != 0 && set == 0) {
                    labels.add(label);
                    set = sets.add();
                }
                setsHere[x] = label == 0 ? 0 : set;
            }
            int[] last = above;
            above = row;
            row = last;
            last = setsAbove;
            setsAbove = setsHere;
            setsHere = last;
        }
        int pieces = (int) IntStream.range(1, sets.size()).filter(set -> sets.find(set) == set).count();
        return new LabelPieces(labels.size(), pieces);
    }

    /** Returns a warning if this does not look like a label image; otherwise empty. */
    public Optional<Problem> warning() {
        return pieces <= MOST_PER_LABEL * labels ? Optional.empty() : Optional.of(new NoLabelImage(labels, pieces));
    }

    private record NoLabelImage(int labels, int pieces) implements Problem {

        @Override
        public String text() {
            return (labels == 1 ? "its one label is" : "its " + labels + " labels are") + " in " + pieces
                    + " pieces: is it a mask, or the image itself? In a label image each nucleus has a number of its"
                    + " own";
        }

        @Override
        public Optional<Correction> correction() {
            return Optional.of(Correction.LABEL_IMAGE);
        }
    }
}
