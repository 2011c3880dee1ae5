package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.training.RangeTest;
import java.util.Map;

/**
 * The learning rate is a tenth or less of the one that the range test chose, and the whole training did not bring the
 * training loss as low as the range test's few mini-batches did. Abstains where the range test chose no rate, or the
 * training diverged.
 */
final class RateTooLowRule implements Rule {

    private static final double FAR = 10;

    @Override
    public Finding judge(Evidence evidence) {
        RangeTest range = evidence.range();
        if (range.chosen().isEmpty()) {
            return Finding.abstains(Cause.RATE_TOO_LOW, "The range test chose no rate: %s.", range.reason());
        }
        if (evidence.network().history().isEmpty()) {
            return Finding.abstains(Cause.RATE_TOO_LOW, "The training diverged.");
        }
        double rate = evidence.subject().settings().optimiser().learningRate();
        double chosen = range.chosen().get();
        double lowest = range.points().stream().mapToDouble(RangeTest.Point::smoothed).min().orElseThrow();
        double loss = evidence.network().last().trainLoss();
        return Finding.of(Cause.RATE_TOO_LOW, rate <= chosen / FAR && loss > lowest,
                Map.of("rate", rate, "chosen", chosen, "training_loss", loss, "range_test_loss", lowest),
                "The rate is %.1e and the range test chose %.1e; the training loss came to %.3f, in the range test's %d"
                        + " mini-batches to %.3f.", rate, chosen, loss, range.points().size(), lowest);
    }
}
