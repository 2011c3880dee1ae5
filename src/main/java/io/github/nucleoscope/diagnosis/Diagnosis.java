package io.github.nucleoscope.diagnosis;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen in a training of a few epochs, and what helped.
 *
 * @param findings one for each {@link Cause}, in their order
 * @param remedies those that were tried, in order; none for a healthy network
 */
public record Diagnosis(Evidence evidence, List<Ruling> findings, List<RemedyTrial> remedies) {

    /**
     * What harm is seen by: without one of these a network that learns is healthy, whatever else is seen. A rate too
     * low is among them, as the range test learnt more.
     */
    private static final Set<Cause> SYMPTOMS = EnumSet.of(Cause.COLLAPSE, Cause.DEGRADATION, Cause.OVERFITTING,
            Cause.TOO_LITTLE_DATA, Cause.UNLEARNABLE_LABELS, Cause.TOO_FEW_EPOCHS, Cause.RATE_TOO_LOW);

    public Diagnosis {
        findings = List.copyOf(findings);
        remedies = List.copyOf(remedies);
    }

    /** What the rules see, in the order of {@link Cause}. */
    public List<Cause> seen() {
        return seen(findings);
    }

    static List<Cause> seen(List<Ruling> findings) {
        return findings.stream().filter(Ruling::isSeen).map(Ruling::cause).toList();
    }

    /**
     * Whether the network says more of validation crops than chance and no rule sees a symptom. One that learns more
     * slowly than the shallow one, or whose training crops are at chance in the last epochs, or whose validation loss
     * has not come a third of the way from chance to 0, is healthy as long as no rule sees a reason for it.
     */
    public boolean isHealthy() {
        return isHealthy(evidence, findings);
    }

    static boolean isHealthy(Evidence evidence, List<Ruling> findings) {
        return evidence.network().learnt() && seen(findings).stream().noneMatch(SYMPTOMS::contains)
                && (seen(findings).isEmpty()
                        || evidence.network().fitsTraining() && hasCome(evidence) && !isSlow(findings));
    }

    private static boolean hasCome(Evidence evidence) {
        return evidence.network().validation().loss().value() <= TooFewEpochsRule.LEFT * evidence.chance();
    }

    /** Whether the network is behind the shallow one, but was still learning when time was up. */
    private static boolean isSlow(List<Ruling> findings) {
        return findings.stream().anyMatch(finding -> finding.numbers().containsKey(DegradationRule.STILL_FALLING));
    }

    /**
     * Of the remedies that worked in the same epochs the one with the lowest validation loss; where none did, more
     * epochs, if those worked; else empty.
     */
    public Optional<RemedyTrial> best() {
        return remedies.stream().filter(RemedyTrial::worked)
                .min(Comparator.comparing((RemedyTrial tried) -> tried.remedy() == Remedy.MORE_EPOCHS)
                        .thenComparingDouble(tried -> tried.trial().validation().loss().value()));
    }

    /** What is worth a full training: the best remedy's, or the network as it is where it is healthy. */
    public Optional<Subject> toApply() {
        return isHealthy() ? Optional.of(evidence.subject()) : best().map(tried -> tried.trial().subject());
    }

    /** The answer in one sentence. */
    public String verdict() {
        Trial network = evidence.network();
        if (!evidence.canValidate()) {
            return String.format(Locale.ROOT, "Nothing can be said: the validation part has only %d crops.",
                    evidence.parts().validation().size());
        }
        if (isHealthy()) {
            String how = isSlow(findings) ? "learns, more slowly than the shallow one" : "is healthy";
            return "The network " + how
                    + ": validation balanced accuracy " + network.validation().balancedAccuracy() + " after "
                    + network.history().size() + " epochs.";
        }
        List<Cause> seen = seen();
        String what = network.answers().isEmpty() ? "The training diverges"
                : evidence.isStuck() ? "The network is stuck at chance"
                : !network.learnt() ? "The network learns its training crops, but nothing that holds for others"
                : "The network learns, but not well";
        if (seen.isEmpty()) {
            return what + "; no rule sees why.";
        }
        return what + ". Seen: " + String.join("; ", seen.stream().map(Cause::title).toList()) + ".";
    }

    /** What is to be done, in one sentence. */
    public String advice() {
        if (!evidence.canValidate()) {
            return "Label more nuclei, or give validation a larger share.";
        }
        if (isHealthy()) {
            return isSlow(findings) ? "Train it for more epochs; no rule sees anything wrong."
                    : "Nothing needs to be changed.";
        }
        if (best().isPresent()) {
            return best().get().title() + " helps. " + best().get().sentence();
        }
        if (seen().contains(Cause.UNLEARNABLE_LABELS)) {
            return "No network can learn these labels from these crops: look at the labels (check), the crops and the"
                    + " question, before you look at the network.";
        }
        if (seen().contains(Cause.TOO_LITTLE_DATA)) {
            return "Label more nuclei: no change of the network that was tried makes up for them.";
        }
        if (seen().contains(Cause.OVERFITTING)) {
            return "No change that was tried helps against overfitting: label more nuclei, or take a smaller network.";
        }
        return remedies.isEmpty() ? "No remedy is known: look at the data (check)."
                : "None of the remedies that were tried helps within these epochs: train for more epochs, or look at"
                        + " the data (check).";
    }
}
