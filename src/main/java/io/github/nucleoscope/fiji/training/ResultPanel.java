package io.github.nucleoscope.fiji.training;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.text.DefaultCaret;

import io.github.nucleoscope.report.Report.Block;
import io.github.nucleoscope.report.Report.Confusion;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.report.ReportSections;
import io.github.nucleoscope.training.TrainingResult;

/** The metrics of a classifier on the held-out nuclei, as in the report of the command line. */
final class ResultPanel extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final int WHOLE_WIDTH = 70;
    private static final int HALF_WIDTH = 38;
    private static final int GAP = 14;

    ResultPanel(TrainingResult result) {
        super(new BorderLayout());
        JPanel column = new JPanel();
        column.setLayout(new BoxLayout(column, BoxLayout.Y_AXIS));
        column.setBackground(Color.WHITE);
        column.setBorder(BorderFactory.createEmptyBorder(16, 20, 16, 20));
        for (String line : result.advice()) {
            add(column, text(line, Font.BOLD, WHOLE_WIDTH));
        }
        Optional<HeldOutPart> part = HeldOutPart.of(result);
        if (part.isEmpty()) {
            add(column, text("No nuclei were held out, so there are no metrics: use a validation fraction and a test "
                    + "fraction above 0.", Font.PLAIN, WHOLE_WIDTH));
        } else {
            Section section = ReportSections.metrics(part.get().name(), part.get().judgement().evaluation());
            add(column, text(section.heading(), Font.BOLD, WHOLE_WIDTH));
            add(column, sideBySide(section.blocks().stream().map(ResultPanel::component).toList()));
        }
        for (String line : result.decisions()) {
            add(column, text(line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + ".", Font.PLAIN,
                    WHOLE_WIDTH));
        }
        for (String warning : result.split().warnings()) {
            add(column, text("Warning: " + warning, Font.PLAIN, WHOLE_WIDTH));
        }
        for (String warning : result.warnings()) {
            add(column, text("Warning: " + warning, Font.PLAIN, WHOLE_WIDTH));
        }
        JPanel top = new JPanel(new BorderLayout());
        top.setBackground(Color.WHITE);
        top.add(column, BorderLayout.NORTH);
        JScrollPane scroll = new JScrollPane(top);
        scroll.getVerticalScrollBar().setUnitIncrement(16);
        add(scroll, BorderLayout.CENTER);
    }

    private static void add(JPanel column, JComponent component) {
        component.setAlignmentX(Component.LEFT_ALIGNMENT);
        if (column.getComponentCount() > 0) {
            column.add(Box.createVerticalStrut(GAP));
        }
        column.add(component);
    }

    /** Places the first two of three components side by side, and the third below the first. */
    private static JComponent sideBySide(List<JComponent> components) {
        JPanel panel = new JPanel(new GridBagLayout());
        panel.setOpaque(false);
        GridBagConstraints place = new GridBagConstraints();
        place.anchor = GridBagConstraints.NORTHWEST;
        place.gridx = 0;
        place.insets = new Insets(0, 0, GAP, 0);
        panel.add(components.get(0), place);
        panel.add(components.get(2), place);
        place.gridx = 1;
        place.gridy = 0;
        place.gridheight = 3;
        place.insets = new Insets(0, 2 * GAP, 0, 0);
        panel.add(components.get(1), place);
        // Takes the remaining space, so that everything stays at the top left.
        place.gridx = 2;
        place.gridy = 2;
        place.weightx = 1;
        place.weighty = 1;
        panel.add(Box.createGlue(), place);
        return panel;
    }

    private static JComponent component(Block block) {
        if (block instanceof Confusion confusion) {
            return new ConfusionGrid(confusion.matrix());
        }
        if (block instanceof Table table) {
            return table(table);
        }
        throw new IllegalStateException("no way to show " + block.getClass());
    }

    private static JComponent table(Table table) {
        GridOfLabels grid = new GridOfLabels();
        for (int column = 0; column < table.header().size(); column++) {
            grid.heading(column, 0, table.header().get(column), column > 0);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.header().size(); column++) {
                grid.cell(column, row + 1, table.rows().get(row).get(column), column > 0);
            }
        }
        if (table.note().isEmpty()) {
            return grid;
        }
        JPanel withNote = new JPanel();
        withNote.setLayout(new BoxLayout(withNote, BoxLayout.Y_AXIS));
        withNote.setOpaque(false);
        add(withNote, grid);
        add(withNote, text(table.note(), Font.PLAIN, HALF_WIDTH));
        return withNote;
    }

    private static JTextArea text(String text, int style, int columns) {
        JTextArea area = new JTextArea();
        // Otherwise the panel would be scrolled to the end of the last text.
        DefaultCaret caret = new DefaultCaret();
        caret.setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
        area.setCaret(caret);
        area.setText(text);
        area.setColumns(columns);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setEditable(false);
        area.setOpaque(false);
        area.setBorder(null);
        area.setFont(new JLabel().getFont().deriveFont(style));
        // A text area knows its height only once it has a width.
        area.setSize(area.getPreferredSize().width, Short.MAX_VALUE);
        return area;
    }
}
