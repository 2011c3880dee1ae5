package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.training.RangeTest;

/**
 * The network is stuck, or diverged, and its learning rate is at or above the one at which the loss of the range test
 * rose again, or at least ten times one at which it learns: the range test's or, if that chose none, a usual rate that
 * was tried. Abstains if no rate is known at which it learns, unless the training diverged.
 */
final class RateTooHighRule implements Rule {

    private static final double FAR = 10;

    @Override
    public Ruling judge(Evidence evidence) {
        double rate = evidence.subject().settings().optimiser().learningRate();
        RangeTest range = evidence.range();
        boolean diverged = evidence.network().diverged().isPresent();
        if (evidence.learningRate().isEmpty()) {
            return diverged ? Ruling.of(Cause.RATE_TOO_HIGH, true, Map.of("rate", rate),
                    "The training diverged at a rate of %.1e: %s.", rate, evidence.network().diverged().get())
                    : Ruling.abstains(Cause.RATE_TOO_HIGH, "No rate is known at which it learns. Range test: %s.",
                            range.reason());
        }
        double learns = evidence.learningRate().get();
        boolean above = range.tooHigh().isPresent() && rate >= range.tooHigh().get();
        boolean far = rate > 0.99 * FAR * learns;
        return Ruling.of(Cause.RATE_TOO_HIGH, (above || far) && (diverged || evidence.isStuck()),
                Map.of("rate", rate, "learns_at", learns),
                "The rate is %.1e; the network learns at %.1e (%s). Range test: %s.", rate, learns,
                range.chosen().isPresent() ? "range test" : "tried", range.reason());
    }
}
