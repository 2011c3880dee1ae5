package io.github.nucleoscope.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network some of whose trainings ended at the loss of chance.
 *
 * @param given its results as given
 * @param remedied its results with the remedy of each fold's own diagnosis, and as given in folds where none worked or
 *     none was needed; empty if no remedy worked in any fold
 * @param treatments one for each stuck training
 * @param lastLosses the final training losses of the stuck trainings, in nats; none for those that diverged
 */
public record StuckNetwork(Standing given, Optional<Standing> remedied, List<Treatment> treatments,
        List<Double> lastLosses) {

    public StuckNetwork {
        treatments = List.copyOf(treatments);
        lastLosses = List.copyOf(lastLosses);
    }

    /** Returns how many of the diagnoses found each cause, in the order in which they came up. */
    public Map<String, Integer> seen() {
        return counts(treatments.stream().flatMap(treatment -> treatment.seen().stream()));
    }

    /** Returns in how many trainings each remedy was the best of those that worked. */
    public Map<String, Integer> remedies() {
        return counts(treatments.stream().flatMap(treatment -> treatment.remedy().stream()));
    }

    private static Map<String, Integer> counts(Stream<String> names) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }

    /** Formats counts, such as {@code Dead ReLUs (3 of 3)}; {@code nothing} if there are none. */
    public String words(Map<String, Integer> counts) {
        return counts.isEmpty() ? "nothing" : counts.entrySet().stream()
                .map(count -> count.getKey() + " (" + count.getValue() + " of " + treatments.size() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Returns the range of the final losses of the stuck trainings, or {@code diverged} if all of them did. */
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

    /** Returns the result in full sentences. */
    public String sentence(int classes) {
        String title = given.contender().title();
        String stuck = String.format(Locale.ROOT, "%s is stuck in %d of %d trainings: its training loss ends at %s,"
                + " and that of chance is ln %d = %.3f. Found: %s.", title, treatments.size(), given.trainings().size(),
                losses(), classes, Math.log(classes), words(seen()));
        return stuck + remedied.map(better -> String.format(Locale.ROOT, " Remedies that worked: %s. With them its"
                + " balanced accuracy is %s instead of %s.", words(remedies()), better.balancedAccuracy(),
                given.balancedAccuracy())).orElse(" No remedy worked.");
    }
}
