package io.github.nucleoscope.evaluation;

import java.util.Arrays;
import java.util.List;

/** The number of nuclei for each pair of true and predicted class. Immutable. */
public final class ConfusionMatrix {

    private final List<String> classNames;
    /** Counts, indexed by true class, then by predicted class. */
    private final long[][] counts;

    /** Creates a matrix that keeps the array, indexed by true class, then by predicted class, without copying it. */
    ConfusionMatrix(List<String> classNames, long[][] counts) {
        this.classNames = List.copyOf(classNames);
        this.counts = counts;
    }

    /**
     * Counts nuclei. Without nuclei the matrix is all zeros; others can be added to it.
     *
     * @param classNames names by class index, two or more
     * @param truth class index of each nucleus
     * @param predicted predicted class index of each nucleus, as long as {@code truth}
     * @throws IllegalArgumentException if the lengths differ or an index is not that of a class
     */
    public static ConfusionMatrix of(List<String> classNames, int[] truth, int[] predicted) {
        if (classNames.size() < 2) {
            throw new IllegalArgumentException("a confusion matrix needs two classes or more, not " + classNames);
        }
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(truth.length + " true classes, but " + predicted.length
                    + " predicted classes: there must be one of each per nucleus");
        }
        long[][] counts = new long[classNames.size()][classNames.size()];
        for (int i = 0; i < truth.length; i++) {
            requireClass(truth[i], classNames);
            requireClass(predicted[i], classNames);
            counts[truth[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(classNames, counts);
    }

    private static void requireClass(int index, List<String> classNames) {
        if (index < 0 || index >= classNames.size()) {
            throw new IllegalArgumentException("class index " + index + " is not 0 to " + (classNames.size() - 1)
                    + ", the indices of " + classNames);
        }
    }

    /**
     * Returns the sum of this matrix and another, for example of two folds of a cross-validation.
     *
     * @throws IllegalArgumentException if the class names differ
     */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        if (!classNames.equals(other.classNames)) {
            throw new IllegalArgumentException("confusion matrices of the classes " + classNames + " and "
                    + other.classNames + " cannot be added: use the same classes in the same order");
        }
        long[][] sum = new long[classCount()][classCount()];
        for (int t = 0; t < sum.length; t++) {
            for (int p = 0; p < sum.length; p++) {
                sum[t][p] = counts[t][p] + other.counts[t][p];
            }
        }
        return new ConfusionMatrix(classNames, sum);
    }

    /** Names by class index. */
    public List<String> classNames() {
        return classNames;
    }

    /** Number of classes. */
    public int classCount() {
        return counts.length;
    }

    /** Number of nuclei of one true class that were predicted to be of another (or the same) class. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Number of nuclei whose true class this is. */
    public long truthCount(int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    /** Number of nuclei that were predicted to be of a class. */
    public long predictedCount(int predicted) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[predicted];
        }
        return sum;
    }

    /** Number of correctly classified nuclei. */
    public long correct() {
        long sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += counts[c][c];
        }
        return sum;
    }

    /** Number of nuclei. */
    public long total() {
        long sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += truthCount(c);
        }
        return sum;
    }

    /** Returns a plain-text table with a row for each true class, a column for each predicted class, and totals. */
    public String toText() {
        int classes = classCount();
        String[][] cells = new String[classes + 2][classes + 2];
        cells[0][0] = "truth \\ predicted";
        cells[0][classes + 1] = "total";
        cells[classes + 1][0] = "total";
        cells[classes + 1][classes + 1] = Long.toString(total());
        for (int c = 0; c < classes; c++) {
            cells[c + 1][0] = classNames.get(c);
            cells[0][c + 1] = classNames.get(c);
            cells[c + 1][classes + 1] = Long.toString(truthCount(c));
            cells[classes + 1][c + 1] = Long.toString(predictedCount(c));
            for (int p = 0; p < classes; p++) {
                cells[c + 1][p + 1] = Long.toString(counts[c][p]);
            }
        }
        int[] widths = new int[classes + 2];
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : cells) {
            // Names are left-aligned, numbers right-aligned.
            text.append(row[0]).append(" ".repeat(widths[0] - row[0].length()));
            for (int i = 1; i < row.length; i++) {
                text.append("  ").append(" ".repeat(widths[i] - row[i].length())).append(row[i]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix
                && classNames.equals(matrix.classNames) && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return 31 * classNames.hashCode() + Arrays.deepHashCode(counts);
    }

    /** Returns {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
