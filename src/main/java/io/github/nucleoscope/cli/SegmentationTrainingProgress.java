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

/** Shows how far the trainings of a segmentation are, and prints the figures of each fold. */
public final class SegmentationTrainingProgress implements Listener, AutoCloseable {

    private final int folds;
    private final String from;
    private final Console console;
    private final List<String> warnings = new ArrayList<>();
    private Progress bar;

    /**
     * @param folds of the cross-validation
     * @param from name of the model that the training goes on from; not used where there is none
     */
    public SegmentationTrainingProgress(int folds, String from, Console console) {
        this.folds = folds;
        this.from = from;
        this.console = console;
    }

    /** Warns, and keeps the warning. */
    public void warn(String warning) {
        warnings.add(warning);
        console.warn(warning);
    }

    /** Warns of a problem, and keeps the warning. */
    public void warn(Problem problem) {
        warn(problem.line(CommandLineWords::of));
    }

    /** All warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Warns where the model that the training went on from is better than what was trained.
     *
     * @param of what was measured on
     */
    public void warnIfWorse(Scores scores, String of) {
        if (scores.isWorse()) {
            warn(String.format(Locale.ROOT, "%s found the nuclei of the %s better (AP %.3f, now %.3f): add images, or"
                    + " keep it, unless it learned from these", from, of, Scores.averagePrecision(scores.before()),
                    Scores.averagePrecision(scores.now())));
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
        console.print(EvaluationText.images("All folds: no image was seen by the network that found its nuclei",
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
