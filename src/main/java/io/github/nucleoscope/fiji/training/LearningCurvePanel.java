package io.github.nucleoscope.fiji.training;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Graphics;
import java.util.List;
import javax.swing.JPanel;

import io.github.nucleoscope.report.LearningCurvePlot;

/** Plots loss and balanced accuracy by epoch. For the event thread only. */
final class LearningCurvePanel extends JPanel {

    private static final long serialVersionUID = 1L;

    /** Largest share of one processor's time that drawing may take from the training. */
    private static final double MAX_TIME_SHARE = 0.05;

    private final int classes;
    private long paintedAt;
    private long paintNanos;
    private transient TrainingState shown = new TrainingState(List.of(), 1, false, 0, 0, 0);

    LearningCurvePanel(int classes) {
        this.classes = classes;
        setBackground(Color.WHITE);
        setPreferredSize(new Dimension(980, 420));
    }

    /** Redraws the curve after a new epoch; the longer drawing takes, the more rarely. */
    void show(TrainingState state) {
        if (!state.history().equals(shown.history())
                && (System.nanoTime() - paintedAt) * MAX_TIME_SHARE > paintNanos) {
            showNow(state);
        }
    }

    /** Redraws the curve. */
    void showNow(TrainingState state) {
        shown = state;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        long started = System.nanoTime();
        super.paintComponent(graphics);
        Graphics2D copy = (Graphics2D) graphics.create();
        LearningCurvePlot.paint(copy, getWidth(), getHeight(), shown.history(), shown.bestEpoch(), classes);
        copy.dispose();
        boolean first = paintedAt == 0;
        paintedAt = System.nanoTime();
        // The first time includes class loading, which takes so long that many epochs would not be shown.
        paintNanos = first ? 0 : paintedAt - started;
    }
}
