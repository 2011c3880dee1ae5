package io.github.nucleoscope.images.pixels;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * How many pieces the labels of an image are in. A nucleus may be in several; but a mask has one label for all nuclei,
 * and an image that is mistaken for its labels has grey values all over it.
 *
 * @param labels the number of labels, without the background
 * @param pieces the number of 8-connected regions of one label
 */
public record LabelPieces(int labels, int pieces) {

    /** With more pieces per label, what is labelled is not nuclei. */
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
        // Two rows with a margin of background: of each pixel its label, and its set, 0 for none.
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

    /** There where this is no label image. */
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
        public Optional<Remedy> remedy() {
            return Optional.of(Remedy.LABEL_IMAGE);
        }
    }
}
