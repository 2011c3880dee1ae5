package io.github.nucleoscope.diagnosis;

import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.evaluation.Estimate;

/**
 * What can be learnt of the labels does not generalise: a network that fits the training part (this one, the shallow
 * one, or the reference, which is easy to train) is at chance on the validation part, and no better there than the
 * network that was trained on shuffled labels (a permutation test, as in Zhang et al., "Understanding deep learning
 * requires rethinking generalization", 2017). Abstains if no network fits the training part, because optimisation may
 * have failed; with fewer than 200 training crops of a class, which a network can memorise whatever their labels: too
 * little data looks the same, and to call the labels worthless would be the worse advice; and if the validation part is
 * so small that its 95 % interval extends more than 0.12 to either side: a balanced accuracy of 0.6 would then look
 * like chance.
 */
final class UnlearnableLabelsRule implements Rule {

    private static final double WIDEST = 0.12;
    private static final int FEWEST_OF_A_CLASS = 200;

    @Override
    public Ruling judge(Evidence evidence) {
        if (evidence.canBeLearnt()) {
            Trial best = evidence.network().learnt() ? evidence.network()
                    : evidence.shallower().filter(Trial::learnt).or(evidence::reference).orElseThrow();
            Estimate accuracy = best.validation().balancedAccuracy();
            return Ruling.of(Cause.UNLEARNABLE_LABELS, false, Map.of("balanced_accuracy", accuracy.value()),
                    "Validation balanced accuracy of the %s: %s, above chance.", best.name(), accuracy);
        }
        Optional<Trial> fitting = Optional.of(evidence.network()).filter(Trial::fitsTraining)
                .or(() -> evidence.shallower().filter(Trial::fitsTraining))
                .or(() -> evidence.reference().filter(Trial::fitsTraining));
        if (fitting.isEmpty()) {
            return Ruling.abstains(Cause.UNLEARNABLE_LABELS, "No network fitted the training crops: the cause may be"
                    + " the labels or the training.");
        }
        int fewest = Integer.MAX_VALUE;
        for (int count : evidence.parts().train().countPerClass()) {
            fewest = Math.min(fewest, count);
        }
        Estimate accuracy = fitting.get().validation().balancedAccuracy();
        double width = accuracy.ci95().high() - accuracy.value();
        if (!evidence.canValidate() || width > WIDEST || fewest < FEWEST_OF_A_CLASS) {
            return Ruling.abstains(Cause.UNLEARNABLE_LABELS, "Validation balanced accuracy is %s and a class has only"
                    + " %d training crops: too few to tell labels that cannot be learnt from too little data.",
                    accuracy, fewest);
        }
        if (evidence.shuffled().answers().isEmpty()) {
            return Ruling.abstains(Cause.UNLEARNABLE_LABELS, "The training on shuffled labels diverged.");
        }
        Estimate above = fitting.get().validation().accuracyAbove(evidence.shuffled().validation());
        return Ruling.of(Cause.UNLEARNABLE_LABELS, above.ci95().low() <= 0, Map.of("balanced_accuracy",
                        accuracy.value(), "above_shuffled", above.value(), "low95", above.ci95().low(),
                        "high95", above.ci95().high()),
                "The %s fits the training crops (balanced accuracy %.3f) but has %s on the validation part, %s more"
                        + " than after training on shuffled labels.", fitting.get().name(),
                fitting.get().trainBalancedAccuracy(), accuracy, above);
    }
}
