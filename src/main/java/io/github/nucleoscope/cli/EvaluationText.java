package io.github.nucleoscope.cli;

import io.github.nucleoscope.evaluation.Evaluation;
import java.util.Locale;

/** An evaluation as lines of text. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(String title, Evaluation evaluation) {
        return title + " (" + evaluation.measuredOn() + "; value [95 % interval]):\n"
                + "  accuracy           " + evaluation.accuracy() + "\n"
                + "  balanced accuracy  " + evaluation.balancedAccuracy() + "\n"
                + "  MCC                " + evaluation.mcc() + "\n"
                + "  AUC                " + evaluation.auc() + "\n"
                + "  always the most frequent class: accuracy "
                + String.format(Locale.ROOT, "%.3f", evaluation.majorityBaseline()) + "\n"
                + evaluation.confusion().toText().stripTrailing();
    }
}
