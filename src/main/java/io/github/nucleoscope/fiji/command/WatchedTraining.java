package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import ij.IJ;
import ij.macro.Interpreter;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.fiji.training.TrainingMonitor;
import io.github.nucleoscope.fiji.training.TrainingWindow;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.workflow.TrainingFiles;

/**
 * A training that the user follows in the status bar and, with a display and outside batch mode, in a window, whose
 * button Stop also stops it.
 */
final class WatchedTraining implements TrainingListener {

    private final NucleoscopeCommand command;
    private final EnsembleSettings settings;
    private final TrainingMonitor monitor;
    private final Optional<TrainingWindow> window;
    private String doing = "Training, epoch 1";

    private WatchedTraining(NucleoscopeCommand command, EnsembleSettings settings, TrainingMonitor monitor,
            Optional<TrainingWindow> window) {
        this.command = command;
        this.settings = settings;
        this.monitor = monitor;
        this.window = window;
    }

    /**
     * Opens the window, if windows are possible. A macro does not wait for it.
     *
     * @param title title of the window
     * @param classes number of classes
     */
    static WatchedTraining open(NucleoscopeCommand command, String title, int classes, EnsembleSettings settings) {
        TrainingMonitor monitor = new TrainingMonitor(settings.training().epochs(),
                settings.keepsLastEpoch(), System::nanoTime);
        return new WatchedTraining(command, settings, monitor,
                GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode() ? Optional.empty()
                        : Optional.of(TrainingWindow.open(title, monitor, classes, !IJ.isMacro())));
    }

    /** Returns whether there is a window, which shows the result. */
    boolean hasWindow() {
        return window.isPresent();
    }

    /**
     * Trains and writes the files.
     *
     * @throws IOException as {@link TrainingFiles#train}
     */
    TrainingResult run(TrainingFiles files, TrainingSet data, StartingPoint from) throws IOException {
        TrainingResult result;
        try {
            result = files.train(data, from, settings, this);
        } catch (IOException | RuntimeException | Error e) {
            window.ifPresent(TrainingWindow::fail);
            throw e;
        }
        window.ifPresent(open -> open.finish(result));
        return result;
    }

    @Override
    public void begins(int epochs) {
        monitor.begins(epochs);
        doing = "Training, epoch 1";
    }

    @Override
    public void batchDone(long done, long all) {
        monitor.batchDone(done, all);
        command.showProgress(done, all, doing);
    }

    @Override
    public void epochDone(EpochRecord epoch) {
        monitor.epochDone(epoch);
        doing = String.format(Locale.ROOT, "Training, epoch %d, validation loss %.3f", epoch.epoch() + 1,
                epoch.validationLoss());
    }

    @Override
    public boolean isCancelled() {
        return command.isStopped() || monitor.isCancelled();
    }
}
