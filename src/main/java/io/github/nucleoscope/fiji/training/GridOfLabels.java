package io.github.nucleoscope.fiji.training;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import javax.swing.border.Border;

/** A grid of text labels, with columns as wide as necessary. */
final class GridOfLabels extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final Color LINE = new Color(0xE4E4E4);
    private static final Border CELL = BorderFactory.createCompoundBorder(
            BorderFactory.createMatteBorder(0, 0, 1, 0, LINE), BorderFactory.createEmptyBorder(4, 10, 4, 10));

    GridOfLabels() {
        super(new GridBagLayout());
        setOpaque(false);
    }

    /** Adds a cell in bold. */
    JLabel heading(int column, int row, String text, boolean right) {
        JLabel label = cell(column, row, text, right);
        label.setFont(label.getFont().deriveFont(Font.BOLD));
        return label;
    }

    /** Adds a cell; numbers should be right-aligned. */
    JLabel cell(int column, int row, String text, boolean right) {
        JLabel label = new JLabel();
        // A class may be called <html>.
        label.putClientProperty("html.disable", true);
        label.setText(text);
        label.setFont(label.getFont().deriveFont(Font.PLAIN));
        label.setHorizontalAlignment(right ? SwingConstants.RIGHT : SwingConstants.LEFT);
        label.setBorder(CELL);
        add(label, place(column, row, 1));
        return label;
    }

    /** Makes a cell span several columns. */
    void span(JLabel label, int column, int row, int columns) {
        ((GridBagLayout) getLayout()).setConstraints(label, place(column, row, columns));
    }

    @Override
    public Dimension getMaximumSize() {
        return getPreferredSize();
    }

    private static GridBagConstraints place(int column, int row, int columns) {
        GridBagConstraints place = new GridBagConstraints();
        place.gridx = column;
        place.gridy = row;
        place.gridwidth = columns;
        place.fill = GridBagConstraints.BOTH;
        return place;
    }
}
