package io.github.nucleoscope.fiji.training;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;

import io.github.nucleoscope.evaluation.ConfusionMatrix;

/**
 * A confusion matrix: one row per true class and one column per predicted class, with the number of nuclei and their
 * percentage of the row. The larger the percentage, the darker the cell: correct predictions in blue, wrong ones in
 * orange, which colour-blind readers can tell apart (Okabe and Ito, 2008).
 */
final class ConfusionGrid extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final Color RIGHT = new Color(0x56B4E9);
    private static final Color WRONG = new Color(0xE69F00);

    /** Saturation of the darkest cell, on which black text is still readable. */
    private static final double DARKEST = 0.7;

    ConfusionGrid(ConfusionMatrix matrix) {
        super(new BorderLayout());
        setOpaque(false);
        GridOfLabels grid = new GridOfLabels();
        int classes = matrix.classCount();
        JLabel over = grid.heading(1, 0, "Predicted class", false);
        over.setHorizontalAlignment(SwingConstants.CENTER);
        grid.span(over, 1, 0, classes);
        grid.heading(0, 1, "True class", false);
        grid.heading(classes + 1, 1, "Total", true);
        for (int c = 0; c < classes; c++) {
            grid.heading(c + 1, 1, matrix.classNames().get(c), true);
            grid.heading(0, c + 2, matrix.classNames().get(c), false);
            grid.cell(classes + 1, c + 2, String.valueOf(matrix.truthCount(c)), true);
            grid.cell(c + 1, classes + 2, String.valueOf(matrix.predictedCount(c)), true);
        }
        grid.heading(0, classes + 2, "Total", false);
        grid.cell(classes + 1, classes + 2, String.valueOf(matrix.total()), true);
        for (int truth = 0; truth < classes; truth++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                JLabel cell = grid.cell(predicted + 1, truth + 2, cellText(matrix, truth, predicted), true);
                cell.setOpaque(true);
                cell.setBackground(colour(matrix, truth, predicted));
                cell.setBorder(BorderFactory.createCompoundBorder(BorderFactory.createLineBorder(Color.WHITE),
                        BorderFactory.createEmptyBorder(6, 14, 6, 10)));
            }
        }
        add(grid, BorderLayout.WEST);
    }

    @Override
    public Dimension getMaximumSize() {
        return getPreferredSize();
    }

    /** Returns text such as {@code 12 (86 %)}; without a percentage if there are no nuclei of the true class. */
    static String cellText(ConfusionMatrix matrix, int truth, int predicted) {
        long count = matrix.count(truth, predicted);
        long all = matrix.truthCount(truth);
        return all == 0 ? String.valueOf(count) : count + " (" + Math.round(100.0 * count / all) + " %)";
    }

    private static Color colour(ConfusionMatrix matrix, int truth, int predicted) {
        long all = matrix.truthCount(truth);
        double share = all == 0 ? 0 : DARKEST * matrix.count(truth, predicted) / all;
        Color full = truth == predicted ? RIGHT : WRONG;
        return new Color(mix(full.getRed(), share), mix(full.getGreen(), share), mix(full.getBlue(), share));
    }

    private static int mix(int value, double share) {
        return (int) Math.round(255 + (value - 255) * share);
    }
}
