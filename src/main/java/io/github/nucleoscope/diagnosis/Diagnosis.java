package io.github.nucleoscope.diagnosis;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The diagnosis of a training of a few epochs, and which remedies helped.
 *
 * @param evidence what the rules judged by
 * @param findings one for each {@link Cause}, in their order
 * @param remedies those that were tried, in order; empty for a healthy network
 */
public record Diagnosis(Evidence evidence, List<Ruling> findings, List<RemedyTrial> remedies) {

    /**
     * The causes that show harm: without one of these a network that learns is healthy, whatever else is found. A rate
     * that is too low is among them because the range test learnt more.
     */
    private static final Set<Cause> SYMPTOMS = EnumSet.of(Cause.COLLAPSE, Cause.DEGRADATION, Cause.OVERFITTING,
            Cause.TOO_LITTLE_DATA, Cause.UNLEARNABLE_LABELS, Cause.TOO_FEW_EPOCHS, Cause.RATE_TOO_LOW);

    public Diagnosis {
        findings = List.copyOf(findings);
        remedies = List.copyOf(remedies);
    }

    /** Returns the causes that were found, in the order of {@link Cause}. */
    public List<Cause> seen() {
        return seen(findings);
    }

    static List<Cause> seen(List<Ruling> findings) {
        return findings.stream().filter(Ruling::isSeen).map(Ruling::cause).toList();
    }

    /**
     * Returns whether the network is better than chance on validation crops and no rule found a symptom. A network that
     * learns more slowly than the shallow one, or is at chance on its training crops in the last epochs, or whose
     * validation loss has not come a third of the way from chance to 0, is healthy only if no rule found anything.
     */
    public boolean isHealthy() {
        return isHealthy(evidence, findings);
    }

    static boolean isHealthy(Evidence evidence, List<Ruling> findings) {
        return evidence.network().learnt() && seen(findings).stream().noneMatch(SYMPTOMS::contains)
                && (seen(findings).isEmpty()
                        || evidence.network().fitsTraining() && hasLowLoss(evidence) && !isSlow(findings));
    }

    private static boolean hasLowLoss(Evidence evidence) {
        return evidence.network().validation().loss().value() <= TooFewEpochsRule.LEFT * evidence.chance();
    }

    /** Returns whether the network is behind the shallow one, but was still learning at the end. */
    private static boolean isSlow(List<Ruling> findings) {
        return findings.stream().anyMatch(finding -> finding.numbers().containsKey(DegradationRule.STILL_FALLING));
    }

    /**
     * Returns, of the remedies that worked within the same number of epochs, the one with the lowest validation loss;
     * failing those, more epochs if that worked; otherwise empty.
     */
    public Optional<RemedyTrial> best() {
        return remedies.stream().filter(RemedyTrial::worked)
                .min(Comparator.comparing((RemedyTrial tried) -> tried.remedy() == Remedy.MORE_EPOCHS)
                        .thenComparingDouble(tried -> tried.trial().validation().loss().value()));
    }

    /** Returns what is worth a full training: a healthy network as it is, otherwise the best remedy, if any. */
    public Optional<Subject> toApply() {
        return isHealthy() ? Optional.of(evidence.subject()) : best().map(tried -> tried.trial().subject());
    }

    /** Returns the result for people, in one or two sentences. */
    public String verdict() {
        Trial network = evidence.network();
        if (!evidence.canValidate()) {
            return String.format(Locale.ROOT, "No diagnosis is possible: the validation part has only %d crops.",
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
                : !network.learnt() ? "The network learns its training crops, but does not generalise to others"
                : "The network learns, but not well";
        if (seen.isEmpty()) {
            return what + "; no rule finds a reason.";
        }
        return what + ". Found: " + String.join("; ", seen.stream().map(Cause::title).toList()) + ".";
    }

    /** Returns what to do, in one or two sentences. */
    public String advice() {
        if (!evidence.canValidate()) {
            return "Label more nuclei, or give validation a larger share.";
        }
        if (isHealthy()) {
            return isSlow(findings) ? "Train it for more epochs; no rule finds anything wrong."
                    : "Nothing needs to be changed.";
        }
        if (best().isPresent()) {
            return best().get().title() + " helps. " + best().get().sentence();
        }
        if (seen().contains(Cause.UNLEARNABLE_LABELS)) {
            return "No network can learn these labels from these crops: review the labels (check), the crops and the"
                    + " question before the network.";
        }
        if (seen().contains(Cause.TOO_LITTLE_DATA)) {
            return "Label more nuclei: no change of the network that was tried makes up for too few.";
        }
        if (seen().contains(Cause.OVERFITTING)) {
            return "No change that was tried helps against overfitting: label more nuclei, or take a smaller network.";
        }
        return remedies.isEmpty() ? "No remedy is known: review the data (check)."
                : "None of the remedies that were tried helps within these epochs: train for more epochs, or review"
                        + " the data (check).";
    }
}
