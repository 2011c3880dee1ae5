package io.github.nucleoscope.check;

import java.util.Comparator;
import java.util.List;

/**
 * A problem, or possible problem, of a training set.
 *
 * @param kind a stable identifier, such as {@code no-nucleus}
 * @param severity how much it matters
 * @param title one sentence
 * @param evidence the numbers that show it
 * @param remedy what to do about it
 * @param suspects the crops concerned, the most suspicious first; empty if the finding concerns the whole set
 */
public record Finding(String kind, Severity severity, String title, String evidence, String remedy,
        List<Suspect> suspects) {

    /** The worst first, then those that concern more crops. */
    static final Comparator<Finding> BY_WEIGHT = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> -finding.suspects().size());

    public Finding {
        suspects = List.copyOf(suspects);
    }

    /** A finding about the set as a whole. */
    Finding(String kind, Severity severity, String title, String evidence, String remedy) {
        this(kind, severity, title, evidence, remedy, List.of());
    }
}
