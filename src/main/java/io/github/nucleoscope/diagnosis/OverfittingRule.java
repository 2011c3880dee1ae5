package io.github.nucleoscope.diagnosis;

import java.util.Map;

/**
 * Good in training, poor in validation: the median balanced accuracy of the last three epochs on the training part's
 * mini-batches exceeds that on the validation part by more than ten percentage points plus two standard errors of the
 * difference, although this network, the shallow one or the reference is better than chance on the validation part. The
 * training figure includes dropout and augmentation, so the true gap is, if anything, larger. Abstains if all of them
 * are at chance in validation: then the labels or the number of crops are in question.
 */
final class OverfittingRule implements Rule {

    private static final double GAP = 0.1;

    @Override
    public Ruling judge(Evidence evidence) {
        Trial network = evidence.network();
        if (network.answers().isEmpty() || !evidence.canValidate()) {
            return Ruling.abstains(Cause.OVERFITTING, "No epoch was finished, or there are fewer than %d validation"
                    + " crops.", Evidence.FEWEST_VALIDATION_CROPS);
        }
        if (!network.fitsTraining()) {
            return Ruling.of(Cause.OVERFITTING, false, Map.of("training_balanced_accuracy",
                            network.trainBalancedAccuracy()),
                    "The network does not even fit the training crops (balanced accuracy %.3f).",
                    network.trainBalancedAccuracy());
        }
        if (!evidence.canBeLearnt()) {
            return Ruling.abstains(Cause.OVERFITTING, "The network fits the training crops (balanced accuracy %.3f)"
                    + " but validation is at chance (%s): see the rules on data and labels.",
                    network.trainBalancedAccuracy(), network.validation().balancedAccuracy());
        }
        double gap = gap(network);
        double error = standardError(network);
        return Ruling.of(Cause.OVERFITTING, gap > GAP + 2 * error, Map.of("gap", gap, "standard_error", error),
                "Balanced accuracy in the last three epochs: %.3f on the training part, %.3f on the validation part;"
                        + " the difference is %.3f with a standard error of %.3f.", network.trainBalancedAccuracy(),
                network.validationBalancedAccuracy(), gap, error);
    }

    private static double gap(Trial network) {
        return network.trainBalancedAccuracy() - network.validationBalancedAccuracy();
    }

    private static double standardError(Trial network) {
        return Math.hypot(
                binomial(network.trainBalancedAccuracy(), network.answers().orElseThrow().train().size()),
                binomial(network.validationBalancedAccuracy(), network.validation().size()));
    }

    private static double binomial(double share, int count) {
        return Math.sqrt(Math.max(0, share * (1 - share)) / count);
    }

    /** Returns whether the network is so much better on the training part that the reason is worth finding. */
    static boolean hasGap(Trial network) {
        return network.answers().isPresent() && network.fitsTraining()
                && gap(network) > GAP + 2 * standardError(network);
    }
}
