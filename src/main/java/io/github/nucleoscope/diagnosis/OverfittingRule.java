package io.github.nucleoscope.diagnosis;

import java.util.Map;

/**
 * Training good, validation bad: in the last three epochs (their median) the balanced accuracy on the training part's
 * mini-batches is above that on the validation part by more than ten percent points and two standard errors of the
 * difference, though this network, the shallow one or the reference says more of validation crops than chance. The
 * training figure is with dropout and augmentation, so that the distance is rather larger than seen. Abstains where
 * validation is at chance for all of them: there the labels or the number of crops are the question.
 */
final class OverfittingRule implements Rule {

    private static final double GAP = 0.1;

    @Override
    public Ruling judge(Evidence evidence) {
        Trial network = evidence.network();
        if (network.answers().isEmpty() || !evidence.canValidate()) {
            return Ruling.abstains(Cause.OVERFITTING, "There is no epoch, or fewer than %d validation crops, to judge"
                    + " by.", Evidence.FEWEST_VALIDATION_CROPS);
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

    /** Whether the training part is known so much better than the validation part that it is worth asking why. */
    static boolean hasGap(Trial network) {
        return network.answers().isPresent() && network.fitsTraining()
                && gap(network) > GAP + 2 * standardError(network);
    }
}
