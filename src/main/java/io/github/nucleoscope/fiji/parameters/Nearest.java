package io.github.nucleoscope.fiji.parameters;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the candidate that is most similar to a mistyped word. */
final class Nearest {

    private Nearest() {}

    /**
     * Returns the candidate with the smallest edit distance (Levenshtein 1966); case and underscores do not count.
     */
    static String to(String word, Collection<String> candidates) {
        return candidates.stream().min(Comparator.comparingInt(candidate -> distance(plain(word), plain(candidate))))
                .orElseThrow();
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
