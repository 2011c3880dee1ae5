package io.github.nucleoscope.cli.answer;

import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.PooledScore;
import io.github.nucleoscope.evaluation.SegmentationScore;

/** Evaluations as lines of text. */
public final class EvaluationText {

    private EvaluationText() {}

    public static String of(String title, Evaluation evaluation) {
        return title + " (" + evaluation.measuredOn() + "; value [95 % interval]):\n"
                + "  accuracy           " + evaluation.accuracy() + "\n"
                + "  balanced accuracy  " + evaluation.balancedAccuracy() + "\n"
                + "  MCC                " + evaluation.mcc() + "\n"
                + "  AUC                " + evaluation.auc() + "\n"
                + "  always the most frequent class: accuracy "
                + String.format(Locale.ROOT, "%.3f", evaluation.majorityBaseline()) + "\n"
                + evaluation.confusion().toText().stripTrailing();
    }

    /** Returns the text of {@link #pooled} with the number of images in the title. */
    public static String images(String title, List<ImageScores> images) {
        return pooled(title + ": " + images.size() + (images.size() == 1 ? " image" : " images"), images);
    }

    /** Returns the scores of segmentations against their ground truths, with the nuclei of all images pooled. */
    public static String pooled(String title, List<ImageScores> images) {
        StringBuilder text = new StringBuilder(title + ", all nuclei pooled; AP = TP / (TP + FP + FN)"
                + (images.size() < PooledScore.FEWEST_IMAGES ? "" : " [95 % interval, images drawn with replacement]"));
        for (PooledScore pooled : PooledScore.of(images)) {
            SegmentationScore score = pooled.score();
            text.append(String.format(Locale.ROOT,
                    "%nIoU %.1f: AP %s, F1 %.3f, precision %.3f, recall %.3f (TP %d, FP %d, FN %d); mean AP of the "
                    + "images %.3f",
                    score.threshold(), new Estimate(score.averagePrecision(), pooled.interval()), score.f1(),
                    score.precision(), score.recall(), score.truePositives(), score.falsePositives(),
                    score.falseNegatives(), pooled.mean()));
        }
        return text.toString();
    }
}
