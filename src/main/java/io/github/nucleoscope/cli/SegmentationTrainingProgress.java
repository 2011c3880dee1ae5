package io.github.nucleoscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.cli.answer.EvaluationText;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.workflow.SegmentationTraining.Listener;
import io.github.nucleoscope.workflow.SegmentationTraining.Scores;

/** Shows the progress of training a segmentation network and prints the scores of each fold. */
public final class SegmentationTrainingProgress implements Listener, AutoCloseable {

    private final int folds;
    private final String from;
    private final Console console;
    private final List<String> warnings = new ArrayList<>();
    private Progress bar;

    /**
     * @param folds number of folds of the cross-validation
     * @param from name of the model that the training starts from; unused if there is none
     */
    public SegmentationTrainingProgress(int folds, String from, Console console) {
        this.folds = folds;
        this.from = from;
        this.console = console;
    }

    /** Prints a warning and keeps it. */
    public void warn(String warning) {
        warnings.add(warning);
        console.warn(warning);
    }

    /** Prints a warning about a problem and keeps it. */
    public void warn(Problem problem) {
        warn(problem.line(CommandLineWords::of));
    }

    /** Returns all warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Warns if the model that the training started from is better than the trained one.
     *
     * @param of what both were measured on
     */
    public void warnIfWorse(Scores scores, String of) {
        if (scores.isWorse()) {
            warn(String.format(Locale.ROOT, "%s found the nuclei of the %s better (AP %.3f, now %.3f): add images, or"
                    + " keep that model, unless it was trained on these", from, of,
                    Scores.averagePrecision(scores.before()), Scores.averagePrecision(scores.now())));
        }
    }

    @Override
    public void foldBegins(int fold) {
        begin("fold " + fold);
    }

    @Override
    public void foldMeasured(int fold, List<ImageScores> scores) {
        close();
        console.print(EvaluationText.images("Fold " + fold + " of " + folds, scores));
    }

    @Override
    public void foldsMeasured(Scores scores) {
        console.print(EvaluationText.images("All folds: the network that segmented an image was not trained on it",
                scores.now()));
        if (!scores.before().isEmpty()) {
            console.print(EvaluationText.images("Before, on the same images", scores.before()));
        }
        warnIfWorse(scores, "images");
    }

    @Override
    public void trainingBegins() {
        begin("train");
    }

    private void begin(String task) {
        close();
        bar = console.progress(task);
    }

    @Override
    public void splitDone(List<String> lines) {
        bar.splitDone(lines);
    }

    @Override
    public void batchDone(long done, long all) {
        bar.batchDone(done, all);
    }

    @Override
    public void epochDone(EpochRecord epoch) {
        bar.epochDone(epoch);
    }

    @Override
    public boolean isCancelled() {
        return Interruption.isRequested();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
