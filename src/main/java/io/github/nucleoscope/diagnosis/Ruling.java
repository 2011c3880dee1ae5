package io.github.nucleoscope.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a rule.
 *
 * @param cause that the rule looks for
 * @param verdict whether the rule found it
 * @param sentence why, with the numbers that show it; for a rule that abstains, the reason
 * @param numbers by name, for tables and programs; empty if the rule abstains for lack of data
 */
public record Ruling(Cause cause, Verdict verdict, String sentence, Map<String, Double> numbers) {

    /** Whether a rule found what it looks for. */
    public enum Verdict {
        SEEN, NOT_SEEN, ABSTAINS
    }

    public Ruling {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    static Ruling of(Cause cause, boolean seen, Map<String, Double> numbers, String sentence, Object... values) {
        return new Ruling(cause, seen ? Verdict.SEEN : Verdict.NOT_SEEN,
                String.format(Locale.ROOT, sentence, values), numbers);
    }

    static Ruling abstains(Cause cause, String reason, Object... values) {
        return new Ruling(cause, Verdict.ABSTAINS, String.format(Locale.ROOT, reason, values), Map.of());
    }

    /** Returns whether the rule found what it looks for. */
    public boolean isSeen() {
        return verdict == Verdict.SEEN;
    }
}
