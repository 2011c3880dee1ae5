package io.github.nucleoscope.fiji.training;

import io.github.nucleoscope.io.LearningCurvePlot;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.List;
import javax.swing.JPanel;

/** Loss and balanced accuracy by epoch. Used on the event thread only. */
final class LearningCurvePanel extends JPanel {

    private static final long serialVersionUID = 1L;

    private final int classes;
    private transient TrainingState shown = new TrainingState(List.of(), 1, 0, 0, 0);

    LearningCurvePanel(int classes) {
        this.classes = classes;
        setBackground(Color.WHITE);
        setPreferredSize(new Dimension(980, 420));
    }

    /** Draws the curve anew where there is an epoch more. */
    void show(TrainingState state) {
        boolean grown = state.history().size() != shown.history().size();
        shown = state;
        if (grown) {
            repaint();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        Graphics2D copy = (Graphics2D) graphics.create();
        LearningCurvePlot.paint(copy, getWidth(), getHeight(), shown.history(), shown.bestEpoch(), classes);
        copy.dispose();
    }
}
