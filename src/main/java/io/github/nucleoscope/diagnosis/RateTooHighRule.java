package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.training.RangeTest;
import java.util.Locale;
import java.util.Map;

/**
 * The network does not learn, and its learning rate is at or above the one at which the range test lost again what it
 * had learnt; or it is stuck, or diverged, at a rate ten times or more above the one that the range test chose, where
 * it learnt. Abstains where the range test chose no rate, unless the training diverged.
 */
final class RateTooHighRule implements Rule {

    private static final double FAR = 10;

    @Override
    public Finding judge(Evidence evidence) {
        double rate = evidence.subject().settings().optimiser().learningRate();
        RangeTest range = evidence.range();
        boolean diverged = evidence.network().diverged().isPresent();
        if (range.chosen().isEmpty()) {
            return diverged ? Finding.of(Cause.RATE_TOO_HIGH, true, Map.of("rate", rate),
                    "The training diverged at a rate of %.1e: %s.", rate, evidence.network().diverged().get())
                    : Finding.abstains(Cause.RATE_TOO_HIGH, "The range test chose no rate: %s.", range.reason());
        }
        double chosen = range.chosen().get();
        boolean above = range.tooHigh().isPresent() && rate >= range.tooHigh().get();
        boolean far = rate >= FAR * chosen && (diverged || evidence.isStuck());
        return Finding.of(Cause.RATE_TOO_HIGH, above && !evidence.network().learnt() || far,
                Map.of("rate", rate, "chosen", chosen),
                "The rate is %.1e; the range test chose %.1e and %s.", rate, chosen, range.tooHigh()
                        .map(high -> String.format(Locale.ROOT, "lost what it had learnt at %.1e", high))
                        .orElse("lost nothing at higher rates"));
    }
}
