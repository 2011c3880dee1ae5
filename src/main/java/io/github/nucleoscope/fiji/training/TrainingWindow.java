package io.github.nucleoscope.fiji.training;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTabbedPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.IJ;
import ij.gui.GUI;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The window of a training: its progress and learning curves while it runs, with a button to stop it; afterwards also
 * the metrics of the classifier and its worst mistakes. It polls the {@link TrainingMonitor} a few times a second.
 * Closing it does not stop the training. ImageJ does not know the window, so that the active image does not change.
 *
 * <p>Methods may be called from any thread and return at once.
 */
public final class TrainingWindow {

    private static final int MILLIS_BETWEEN_UPDATES = 300;
    private static final List<String> FACTS = List.of("Epoch", "Best epoch", "Learning rate", "Time per epoch",
            "Time left");

    private final TrainingMonitor monitor;
    private final List<JLabel> facts = new ArrayList<>();
    private JFrame frame;
    private JTabbedPane tabs;
    private LearningCurvePanel curve;
    private JProgressBar bar;
    private JLabel status;
    private JButton button;
    private Timer timer;

    private TrainingWindow(TrainingMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * Opens the window.
     *
     * @param title of the window
     * @param classes number of classes
     * @param focused whether it may take the keyboard focus: not while a macro runs
     */
    public static TrainingWindow open(String title, TrainingMonitor monitor, int classes, boolean focused) {
        TrainingWindow window = new TrainingWindow(monitor);
        SwingUtilities.invokeLater(() -> window.build(title, classes, focused));
        return window;
    }

    /** Shows the result of a training that has finished or was stopped. */
    public void finish(TrainingResult result) {
        SwingUtilities.invokeLater(() -> {
            end((result.cancelled() ? "Stopped" : "Finished") + (result.classifier().networks().isEmpty() ? ""
                    : ": the weights of epoch " + result.bestEpoch() + " of " + result.history().size()
                            + " were kept"), result.history());
            tabs.addTab("Result", new ResultPanel(result));
            tabs.addTab("Mistakes", MistakeGallery.of(result));
            tabs.setSelectedIndex(1);
        });
    }

    /** Shows that the training has failed. */
    public void fail() {
        SwingUtilities.invokeLater(() -> end("Failed without a model: see the Log for the reason",
                monitor.state().history()));
    }

    private void build(String title, int classes, boolean focused) {
        curve = new LearningCurvePanel(classes);
        tabs = new JTabbedPane();
        tabs.addTab("Learning curve", curve);
        JPanel content = new JPanel(new BorderLayout(0, 8));
        content.setBorder(BorderFactory.createEmptyBorder(12, 12, 12, 12));
        content.add(facts(), BorderLayout.NORTH);
        content.add(tabs, BorderLayout.CENTER);
        content.add(foot(), BorderLayout.SOUTH);
        frame = new JFrame(title);
        frame.setContentPane(content);
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                timer.stop();
            }
        });
        // ImageJ handles Esc in its own windows only.
        frame.getRootPane().registerKeyboardAction(event -> IJ.setKeyDown(KeyEvent.VK_ESCAPE),
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
        timer = new Timer(MILLIS_BETWEEN_UPDATES, event -> update());
        frame.pack();
        GUI.centerOnImageJScreen(frame);
        frame.setAutoRequestFocus(focused);
        frame.setVisible(true);
        update();
        timer.start();
    }

    private JPanel facts() {
        JPanel panel = new JPanel(new GridLayout(1, FACTS.size(), 12, 0));
        for (String name : FACTS) {
            JLabel heading = new JLabel(name);
            heading.setFont(heading.getFont().deriveFont(Font.PLAIN));
            JLabel value = new JLabel(TrainingState.NONE);
            value.setFont(value.getFont().deriveFont(Font.BOLD, heading.getFont().getSize2D() + 3));
            facts.add(value);
            JPanel fact = new JPanel(new GridLayout(2, 1, 0, 2));
            fact.add(heading);
            fact.add(value);
            panel.add(fact);
        }
        return panel;
    }

    private JPanel foot() {
        bar = new JProgressBar(0, 1000);
        bar.setStringPainted(true);
        status = new JLabel("Training");
        button = new JButton("Stop");
        button.setToolTipText("Stops the training and keeps the best network so far");
        button.addActionListener(event -> {
            monitor.requestStop();
            button.setEnabled(false);
            status.setText("Stopping after this mini-batch");
        });
        JPanel middle = new JPanel(new BorderLayout(0, 4));
        middle.add(status, BorderLayout.NORTH);
        middle.add(bar, BorderLayout.CENTER);
        JPanel foot = new JPanel();
        foot.setLayout(new BoxLayout(foot, BoxLayout.X_AXIS));
        foot.add(middle);
        foot.add(Box.createHorizontalStrut(12));
        foot.add(button);
        return foot;
    }

    private void update() {
        TrainingState state = monitor.state();
        List<String> values = List.of(state.epochText(), state.bestEpochText(), state.learningRateText(),
                state.secondsPerEpochText(), state.timeLeftText());
        for (int i = 0; i < values.size(); i++) {
            facts.get(i).setText(values.get(i));
        }
        bar.setValue((int) Math.round(1000 * state.share()));
        bar.setString(Math.round(100 * state.share()) + " %");
        curve.show(state);
    }

    /** @param history the epochs of the training that was kept: a longer one may have been tried after it */
    private void end(String message, List<EpochRecord> history) {
        timer.stop();
        update();
        TrainingState state = monitor.state().with(history);
        curve.showNow(state);
        facts.get(0).setText(history.isEmpty() ? TrainingState.NONE
                : history.size() + " of at most " + state.maxEpochs());
        facts.get(FACTS.size() - 1).setText("none");
        status.setText(message);
        bar.setVisible(false);
        for (var listener : button.getActionListeners()) {
            button.removeActionListener(listener);
        }
        button.setText("Close");
        button.setToolTipText(null);
        button.setEnabled(true);
        button.addActionListener(event -> frame.dispose());
    }
}
