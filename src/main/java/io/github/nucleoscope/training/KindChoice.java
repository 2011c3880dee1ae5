package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses whether networks, classifiers of measurements or both are the members of an ensemble: by the Brier score of
 * the crops that they did not train on. Both together, whose mistakes differ, are chosen unless one kind alone is
 * better by more than a standard error of the difference (the rule of one standard error: Breiman et al.,
 * "Classification and Regression Trees", 1984, section 3.4.3).
 *
 * @param kind the kind that was chosen, not {@code AUTO}
 * @param line how, for the user
 */
record KindChoice(ClassifierKind kind, String line) {

    /** @param kinds the predictions of each kind; one or more */
    static KindChoice of(Map<ClassifierKind, OutOfFold> kinds) {
        Map<ClassifierKind, CropScore> scores = new EnumMap<>(ClassifierKind.class);
        kinds.forEach((kind, outOfFold) -> scores.put(kind, outOfFold.score()));
        ClassifierKind chosen = scores.containsKey(ClassifierKind.BOTH) ? ClassifierKind.BOTH
                : scores.keySet().iterator().next();
        CropScore usual = scores.get(chosen);
        for (Map.Entry<ClassifierKind, CropScore> other : scores.entrySet()) {
            if (other.getValue().isBetterThan(usual, 1)
                    && other.getValue().value() < scores.get(chosen).value()) {
                chosen = other.getKey();
            }
        }
        List<String> words = new ArrayList<>();
        scores.forEach((kind, score) -> words.add(String.format(Locale.ROOT, "%s %.3f ± %.3f", words(kind),
                score.value(), score.error())));
        return new KindChoice(chosen, "the classifier is made of " + words(chosen) + (kinds.size() == 1 ? ""
                : ", chosen by the Brier score of nuclei that its members had not seen (lower is better: "
                        + String.join(", ", words) + ")"));
    }

    private static String words(ClassifierKind kind) {
        return switch (kind) {
            case NETWORK -> "networks";
            case MEASUREMENTS -> "measurements";
            case BOTH -> "networks and measurements together";
            case AUTO -> throw new IllegalArgumentException("nothing was chosen");
        };
    }
}
