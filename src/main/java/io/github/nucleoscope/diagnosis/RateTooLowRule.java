package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.training.RangeTest;

/**
 * The learning rate is a tenth or less of one at which the network learns (the range test's or, if that chose none, a
 * usual rate that was tried), and the whole training did not bring the training loss as low as that rate did. Abstains
 * if no rate is known at which the network learns, or if the training diverged.
 */
final class RateTooLowRule implements Rule {

    private static final double FAR = 10;

    @Override
    public Ruling judge(Evidence evidence) {
        RangeTest range = evidence.range();
        if (evidence.learningRate().isEmpty()) {
            return Ruling.abstains(Cause.RATE_TOO_LOW, "No rate is known at which it learns. Range test: %s.",
                    range.reason());
        }
        if (evidence.network().history().isEmpty()) {
            return Ruling.abstains(Cause.RATE_TOO_LOW, "The training diverged.");
        }
        double rate = evidence.subject().settings().optimiser().learningRate();
        double learns = evidence.learningRate().get();
        double lowest = range.chosen().isPresent()
                ? range.points().stream().mapToDouble(RangeTest.Point::smoothed).min().orElseThrow()
                : evidence.otherRates().stream().filter(Trial::learnt).mapToDouble(trial -> trial.last().trainLoss())
                        .min().orElseThrow();
        double loss = evidence.network().last().trainLoss();
        return Ruling.of(Cause.RATE_TOO_LOW, rate < 1.01 * learns / FAR && loss > lowest,
                Map.of("rate", rate, "learns_at", learns, "training_loss", loss, "loss_there", lowest),
                "The rate is %.1e; the network learns at %.1e (%s). The training loss reached %.3f, there %.3f.",
                rate, learns, range.chosen().isPresent() ? "range test" : "tried", loss, lowest);
    }
}
