package io.github.nucleoscope.evaluation;

import java.util.List;

/**
 * The performance of a classifier, and the nuclei it was measured on.
 *
 * @param confusion true and predicted classes
 * @param nuclei number of nuclei, 1 or more
 * @param images number of known source images, 0 to {@code nuclei}
 * @param withoutImage number of nuclei whose source image is unknown, 0 to {@code nuclei}
 * @param majorityBaseline accuracy of always predicting the most frequent class, in [0, 1]
 * @param accuracy see {@link Metrics#accuracy}; its interval is from the bootstrap, or {@link Metrics#wilson95}
 * @param balancedAccuracy see {@link Metrics#balancedAccuracy}; its interval is from the bootstrap or from its
 *     posterior distribution
 * @param mcc see {@link Metrics#mcc}; its interval is from the bootstrap or from its posterior distribution, and not
 *     defined if all nuclei are of one class
 * @param auc see {@link Metrics#auc}; its interval is from the bootstrap or by DeLong's and Newcombe's methods; NaN if
 *     all nuclei are of one class
 * @param logLoss see {@link Metrics#logLoss}; without an interval, as a few confident mistakes decide on it
 * @param perClass metrics of each class, by class index; their intervals are from the bootstrap, or Wilson's
 * @param resampled what the intervals take as independent: images, which the bootstrap draws, or nuclei.
 *     If all resamples of images agree, as where every prediction is right, the intervals are those from as many nuclei
 *     as there are images with the class: none is without width
 */
public record Evaluation(ConfusionMatrix confusion, int nuclei, int images, int withoutImage,
        double majorityBaseline, Estimate accuracy, Estimate balancedAccuracy, Estimate mcc, Estimate auc,
        double logLoss, List<ClassMetrics> perClass, Resampled resampled) {

    public Evaluation {
        perClass = List.copyOf(perClass);
    }

    /**
     * Evaluates predictions; equal input gives equal numbers. With enough images the bootstrap passes over the nuclei
     * 2,000 times for each class, which takes seconds for 20,000 nuclei: call this at the end of training, not in each
     * epoch.
     *
     * @param classNames names by class index, two or more
     * @param outcomes one per nucleus, at least one, each with a probability for each class
     * @throws IllegalArgumentException if there is no outcome, or one has a different number of classes
     */
    public static Evaluation of(List<String> classNames, List<Outcome> outcomes) {
        Metrics.requireNuclei(outcomes.size());
        for (Outcome outcome : outcomes) {
            if (outcome.classCount() != classNames.size()) {
                throw new IllegalArgumentException("a nucleus of " + outcome.source() + " has "
                        + outcome.classCount() + " class probabilities: there must be one for each of "
                        + classNames);
            }
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(classNames,
                outcomes.stream().mapToInt(Outcome::truth).toArray(),
                outcomes.stream().mapToInt(Outcome::predicted).toArray());
        Estimates estimates = Estimates.of(confusion, outcomes);
        return new Evaluation(confusion,
                outcomes.size(),
                (int) outcomes.stream().filter(Outcome::sourceKnown).map(Outcome::source).distinct().count(),
                (int) outcomes.stream().filter(outcome -> !outcome.sourceKnown()).count(),
                Metrics.majorityBaseline(confusion),
                estimates.accuracy(),
                estimates.balancedAccuracy(),
                estimates.mcc(),
                estimates.auc(),
                Metrics.logLoss(outcomes),
                estimates.perClass(),
                estimates.resampled());
    }

    /** Returns text such as {@code 70 nuclei of 12 source images}; it says so if source images are unknown. */
    public String measuredOn() {
        if (images == 0) {
            return nuclei == 1 ? "1 nucleus, whose source image is not known"
                    : nuclei + " nuclei, whose source images are not known";
        }
        String known = count(nuclei - withoutImage) + " of " + (images == 1 ? "1 source image"
                : images + " source images");
        return withoutImage == 0 ? known
                : known + " and " + count(withoutImage) + " whose source image is not known";
    }

    private static String count(int nuclei) {
        return nuclei == 1 ? "1 nucleus" : nuclei + " nuclei";
    }
}
