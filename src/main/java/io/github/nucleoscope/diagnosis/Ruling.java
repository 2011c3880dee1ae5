package io.github.nucleoscope.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a rule says.
 *
 * @param cause what it looks for
 * @param verdict whether it sees it
 * @param sentence why, with the numbers that show it; where it abstains, what it would need
 * @param numbers by name, for tables and programs
 */
public record Ruling(Cause cause, Verdict verdict, String sentence, Map<String, Double> numbers) {

    /** Whether a rule sees what it looks for. */
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

    /** Whether the rule sees what it looks for. */
    public boolean isSeen() {
        return verdict == Verdict.SEEN;
    }
}
