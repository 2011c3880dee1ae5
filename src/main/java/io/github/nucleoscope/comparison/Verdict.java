package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.comparison.Contender.Net;

/**
 * The conclusion of a comparison. Only differences in balanced accuracy with a Holm-adjusted p below 0.05 in the
 * corrected t-test are called differences.
 *
 * @param sentence the answer
 * @param details what else readers should know, one or two sentences each
 */
public record Verdict(String sentence, List<String> details) {

    public Verdict {
        details = List.copyOf(details);
    }

    /** Draws the conclusion of a finished comparison. */
    public static Verdict of(ComparisonResult result) {
        List<String> details = new ArrayList<>();
        Standing best = result.networks().stream()
                .max(Comparator.comparingDouble(s -> s.balancedAccuracy().value())).orElseThrow();
        details.add("Highest balanced accuracy of a network: " + best.contender().title() + ", "
                + best.balancedAccuracy() + ".");
        result.stuck().forEach(network -> details.add(network.sentence(result.classNames().size())));
        details.add(chance(result));
        baselines(result, details);
        details.add(power(result));
        return new Verdict(sentence(result), details);
    }

    private static String sentence(ComparisonResult result) {
        List<Pair> ofNetworks = result.pairs().stream()
                .filter(pair -> pair.first() instanceof Net && pair.second() instanceof Net).toList();
        if (ofNetworks.isEmpty()) {
            Pair chance = result.againstChance().get(0);
            return chance.first().title() + (chance.isFirstBetter() ? " is better than "
                    : " is not shown to be better than ") + "the most frequent class.";
        }
        // The question is whether deeper is better, so pairs of different depth are judged first.
        List<Pair> byDepth = ofNetworks.stream()
                .filter(pair -> ((Net) pair.first()).depth() != ((Net) pair.second()).depth()).toList();
        if (byDepth.isEmpty()) {
            List<Pair> different = ofNetworks.stream().filter(Pair::isDifferent).toList();
            return different.isEmpty() ? "No evidence that one of these networks is better than another."
                    : different.stream().map(Verdict::words).collect(Collectors.joining("; ")) + ".";
        }
        List<Pair> deeperBetter = byDepth.stream().filter(pair -> isFirstDeeper(pair) ? pair.isFirstBetter()
                : pair.isSecondBetter()).toList();
        List<Pair> deeperWorse = byDepth.stream().filter(pair -> isFirstDeeper(pair) ? pair.isSecondBetter()
                : pair.isFirstBetter()).toList();
        String worse = deeperWorse.stream().map(Verdict::words).collect(Collectors.joining("; "));
        String better = deeperBetter.stream().map(Verdict::words).collect(Collectors.joining("; "));
        if (deeperBetter.isEmpty()) {
            return "No evidence that deeper is better" + (deeperWorse.isEmpty() ? ", or worse." : ": " + worse + ".");
        }
        return (deeperWorse.isEmpty() ? "Deeper is better here: " + better
                : "Depth alone does not decide: " + better + "; but " + worse) + ".";
    }

    private static boolean isFirstDeeper(Pair pair) {
        return ((Net) pair.first()).depth() > ((Net) pair.second()).depth();
    }

    private static String words(Pair pair) {
        boolean first = pair.difference().mean() > 0;
        return String.format(Locale.ROOT, "%s is better than %s by %.3f (p %s)", named(first ? pair.first()
                : pair.second()), named(first ? pair.second() : pair.first()), Math.abs(pair.difference().mean()),
                p(pair.adjustedP()));
    }

    private static String named(Contender contender) {
        return contender instanceof Net net ? net.title() + " (" + net.depth() + " layers with weights)"
                : contender.title();
    }

    /** Formats a p-value, such as {@code = 0.012}. */
    static String p(double p) {
        return p < 0.001 ? "<\u00a00.001" : String.format(Locale.ROOT, "= %.3f", p);
    }

    private static String chance(ComparisonResult result) {
        List<String> not = result.againstChance().stream().filter(pair -> !pair.isFirstBetter())
                .map(pair -> pair.first().title()).toList();
        return not.isEmpty() ? "All networks and baselines are better than the most frequent class."
                : "Not shown to be better than the most frequent class: " + String.join(", ", not) + ".";
    }

    /** If no network beats all baselines, the measurements are the simpler solution. */
    private static void baselines(ComparisonResult result, List<String> details) {
        for (Standing network : result.networks()) {
            List<String> beaten = new ArrayList<>();
            List<String> lost = new ArrayList<>();
            List<String> open = new ArrayList<>();
            for (Pair pair : result.pairs()) {
                if (pair.first().equals(network.contender()) && pair.second() instanceof Baseline) {
                    (pair.isFirstBetter() ? beaten : pair.isSecondBetter() ? lost : open).add(pair.second().title());
                }
            }
            List<String> parts = new ArrayList<>();
            if (!beaten.isEmpty()) {
                parts.add("better than " + String.join(" and ", beaten));
            }
            if (!lost.isEmpty()) {
                parts.add("worse than " + String.join(" and ", lost));
            }
            if (!open.isEmpty()) {
                parts.add("not shown to differ from " + String.join(" and ", open));
            }
            details.add("Against the measurements, " + network.contender().title() + " is " + String.join(", ", parts)
                    + ".");
        }
    }

    private static String power(ComparisonResult result) {
        List<Pair> ofNetworks = result.pairs().stream()
                .filter(pair -> pair.first() instanceof Net && pair.second() instanceof Net).toList();
        List<Pair> open = (ofNetworks.isEmpty() ? result.pairs() : ofNetworks).stream()
                .filter(pair -> !pair.isDifferent()).toList();
        if (open.isEmpty()) {
            return ofNetworks.isEmpty() ? "All pairs differ." : "All pairs of networks differ.";
        }
        double smallest = open.stream().mapToDouble(pair -> pair.difference().smallestDetectable()).min()
                .orElseThrow();
        double largest = open.stream().mapToDouble(pair -> pair.difference().smallestDetectable()).max()
                .orElseThrow();
        String range = largest - smallest < 0.0005 ? String.format(Locale.ROOT, "%.3f", largest)
                : String.format(Locale.ROOT, "%.3f to %.3f (by pair)", smallest, largest);
        return "No evidence of a difference is not evidence of no difference: with these " + result.nuclei()
                + " nuclei a single test of two " + (ofNetworks.isEmpty() ? "contenders" : "networks")
                + " detects a difference in balanced accuracy of " + range
                + " in 8 of 10 such comparisons; to detect half of that takes about 4 times as many nuclei from 4 times"
                + " as many images.";
    }
}
