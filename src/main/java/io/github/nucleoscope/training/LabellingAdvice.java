package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.evaluation.ConfusionMatrix;
import io.github.nucleoscope.evaluation.Metrics;

/** Says which nuclei to label next, where there are too few to rely on the classifier. */
final class LabellingAdvice {

    /** With fewer nuclei of a class nothing about it is known but by chance. */
    static final int FEWEST = 10;

    /** With as many nuclei of a class, the 95 % interval of a recall of 0.9 is a quarter wide. */
    static final int ENOUGH = 30;

    /** A share of nuclei about which not all members agree that is too large to rely on them. */
    static final double DISAGREEMENT = 1.0 / 3;

    private LabellingAdvice() {}

    /**
     * Returns advice, one line each; none if there is enough to rely on.
     *
     * @param crops that were trained on
     * @param confusion of the predictions by members that had not seen the crop
     * @param disagreement share of the crops about which not all members agree
     */
    static List<String> of(Dataset crops, ConfusionMatrix confusion, double disagreement) {
        List<String> lines = new ArrayList<>();
        int[] counts = crops.countPerClass();
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < FEWEST) {
                lines.add("Too few nuclei of \"" + crops.classNames().get(c) + "\" to rely on: there are " + counts[c]
                        + ". Label " + (ENOUGH - counts[c]) + " more of them next.");
            }
        }
        if (disagreement >= DISAGREEMENT) {
            int hardest = IntStream.range(0, counts.length).boxed()
                    .min(Comparator.comparingDouble(c -> Metrics.recall(confusion, c))).orElseThrow();
            lines.add(String.format(Locale.ROOT, "The members of the classifier disagree about %.0f %% of the nuclei:"
                    + " more labels would help. Label %d more of \"%s\" next%s.", 100 * disagreement,
                    Math.max(counts[hardest], ENOUGH), crops.classNames().get(hardest),
                    Metrics.recall(confusion, hardest) == 1 ? "" : ", the class that is recognised least often"));
        }
        return lines;
    }
}
