package io.github.nucleoscope.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network some of whose trainings ended at chance's loss.
 *
 * @param given how it did as it was given
 * @param remedied how it did with the remedy of each fold's own diagnosis, and as given where none worked or none was
 *     needed; empty where none worked in any
 * @param treatments one for each of the trainings that were stuck
 * @param lastLosses the training losses that those ended with, in nats; none for those that diverged
 */
public record StuckNetwork(Standing given, Optional<Standing> remedied, List<Treatment> treatments,
        List<Double> lastLosses) {

    public StuckNetwork {
        treatments = List.copyOf(treatments);
        lastLosses = List.copyOf(lastLosses);
    }

    /** How many of the diagnoses saw each cause, in the order in which they came up. */
    public Map<String, Integer> seen() {
        return counts(treatments.stream().flatMap(treatment -> treatment.seen().stream()));
    }

    /** In how many trainings each remedy was the best of those that worked. */
    public Map<String, Integer> remedies() {
        return counts(treatments.stream().flatMap(treatment -> treatment.remedy().stream()));
    }

    private static Map<String, Integer> counts(Stream<String> names) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }

    /** Such as {@code one class for all (3 of 3)}. */
    public String words(Map<String, Integer> counts) {
        return counts.isEmpty() ? "nothing" : counts.entrySet().stream()
                .map(count -> count.getKey() + " (" + count.getValue() + " of " + treatments.size() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The range of the losses that the stuck trainings ended with. */
    public String losses() {
        if (lastLosses.isEmpty()) {
            return "diverged";
        }
        double low = lastLosses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = lastLosses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String first = String.format(Locale.ROOT, "%.3f", low);
        String last = String.format(Locale.ROOT, "%.3f", high);
        return first.equals(last) ? first : first + " to " + last;
    }

    /** The answer in words, ended by a full stop. */
    public String sentence(int classes) {
        String title = given.contender().title();
        String stuck = String.format(Locale.ROOT, "%s is stuck in %d of %d trainings: its training loss ends at %s,"
                + " and chance's is ln %d = %.3f. Seen: %s.", title, treatments.size(), given.trainings().size(),
                losses(), classes, Math.log(classes), words(seen()));
        return stuck + remedied.map(better -> String.format(Locale.ROOT, " Remedies that worked: %s. With them its"
                + " balanced accuracy is %s instead of %s.", words(remedies()), better.balancedAccuracy(),
                given.balancedAccuracy())).orElse(" No remedy worked.");
    }
}
