package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.evaluation.PooledScore;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.network.Provenance;

/** The performance figures stored in a model file: metrics on nuclei that the model was not trained on. */
public final class HeldOutFigures {

    private HeldOutFigures() {}

    /**
     * Returns accuracy, balanced accuracy, MCC and AUC of a classifier.
     *
     * @param part name of the part of the data that was evaluated
     */
    static List<Provenance.HeldOut> of(Evaluation evaluation, String part) {
        String measuredOn = part + ": " + evaluation.measuredOn();
        return List.of(
                figure("accuracy", evaluation.accuracy(), measuredOn),
                figure("balanced accuracy", evaluation.balancedAccuracy(), measuredOn),
                figure("MCC", evaluation.mcc(), measuredOn),
                figure("AUC", evaluation.auc(), measuredOn));
    }

    private static Provenance.HeldOut figure(String name, Estimate estimate, String measuredOn) {
        return new Provenance.HeldOut(name, estimate.value(), estimate.ci95().low(), estimate.ci95().high(),
                measuredOn);
    }

    /**
     * Returns average precision and F1 of a segmentation at several IoU thresholds, all nuclei pooled; empty if there
     * are no scores.
     *
     * @param part name of the part of the data that was evaluated
     */
    public static List<Provenance.HeldOut> of(List<ImageScores> scores, String part) {
        List<Provenance.HeldOut> figures = new ArrayList<>();
        if (!scores.isEmpty()) {
            for (PooledScore pooled : PooledScore.of(scores)) {
                SegmentationScore score = pooled.score();
                String at = String.format(Locale.ROOT, " at IoU %.1f", score.threshold());
                String measuredOn = part + ": " + (score.truePositives() + score.falseNegatives()) + " nuclei of "
                        + scores.size() + " images";
                figures.add(new Provenance.HeldOut("average precision" + at, score.averagePrecision(),
                        pooled.interval().low(), pooled.interval().high(), measuredOn));
                figures.add(new Provenance.HeldOut("F1" + at, score.f1(), pooled.f1Interval().low(),
                        pooled.f1Interval().high(), measuredOn));
            }
        }
        return figures;
    }
}
