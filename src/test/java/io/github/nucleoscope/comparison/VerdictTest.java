package io.github.nucleoscope.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.Test;

/** Comparisons made of given shares of right answers, with some noise: 2 seeds of 5 folds of 40 nuclei. */
class VerdictTest {

    private static final List<String> CLASSES = List.of("a", "b");

    /** @param accuracies of the networks, then of the two baselines */
    private static Verdict verdict(List<String> networks, double... accuracies) {
        return Verdict.of(result(networks, accuracies));
    }

    private static ComparisonResult result(List<String> networks, double... accuracies) {
        ComparisonSettings settings = new ComparisonSettings(ComparisonSettings.networks(networks), 5, List.of(1L, 2L),
                new Budget.Epochs(1), true, Recipe.ORIGINAL.settings());
        List<Standing> standings = new ArrayList<>();
        for (int c = 0; c <= accuracies.length; c++) {
            Random random = new Random(c);
            List<FoldResult> folds = new ArrayList<>();
            for (int f = 0; f < 10; f++) {
                List<Outcome> outcomes = new ArrayList<>();
                List<Integer> nuclei = new ArrayList<>();
                // A little luck in each fold, the same for nobody.
                int right = c == accuracies.length ? 0 : (int) Math.round(20 * accuracies[c] + random.nextInt(3) - 1);
                for (int i = 0; i < 40; i++) {
                    int truth = i % 2;
                    int answer = c == accuracies.length ? 0 : i / 2 < right ? truth : 1 - truth;
                    outcomes.add(new Outcome(truth, new double[] {1 - answer, answer}, "image" + i));
                    nuclei.add(40 * (f % 5) + i);
                }
                folds.add(FoldResult.of(f / 5 + 1, f % 5, nuclei, outcomes, CLASSES));
            }
            standings.add(Standing.of(settings.contenders(List.of()).get(c), folds, List.of(), 0, 1, 0.25));
        }
        return ComparisonResult.of(settings, CLASSES, 200, "drawn", standings, List.of(), List.of());
    }

    @Test
    void noEvidenceThatDeeperIsBetter() {
        Verdict verdict = verdict(List.of("shallow", "vgg11@1/8", "vgg13@1/8"), 0.75, 0.75, 0.75, 0.6, 0.6);
        assertEquals("No evidence that deeper is better, or worse.", verdict.sentence());
        assertTrue(verdict.details().get(1).startsWith("All networks and baselines are better than the most frequent"),
                verdict.details().get(1));
        assertEquals("Against the measurements, shallow is better than logistic regression and random forest.",
                verdict.details().get(2));
        assertTrue(verdict.details().get(5).startsWith("No evidence of a difference is not evidence of no difference:"
                + " with these 200 nuclei"), verdict.details().get(5));
    }

    @Test
    void deeperIsWorse() {
        String sentence = verdict(List.of("shallow", "vgg13@1/8"), 0.75, 0.5, 0.6, 0.6).sentence();
        assertTrue(sentence.startsWith("No evidence that deeper is better: shallow (6 layers with weights) is better "
                + "than vgg13@1/8 (13 layers with weights) by 0.2"), sentence);
    }

    @Test
    void deeperIsBetterInWhateverOrderTheyAreGiven() {
        String sentence = verdict(List.of("shallow", "vgg13@1/8"), 0.6, 0.9, 0.6, 0.6).sentence();
        assertTrue(sentence.startsWith("Deeper is better here: vgg13@1/8 (13 layers with weights) is better than"),
                sentence);
        sentence = verdict(List.of("vgg13@1/8", "shallow"), 0.9, 0.6, 0.6, 0.6).sentence();
        assertTrue(sentence.startsWith("Deeper is better here: vgg13@1/8 (13 layers with weights) is better than"),
                sentence);
        assertTrue(sentence.contains("(p < 0.001)") || sentence.contains("(p <\u00a00.001)"), sentence);
    }

    @Test
    void depthAloneDoesNotDecide() {
        String sentence = verdict(List.of("shallow", "vgg11@1/8", "resnet18@1/8"), 0.75, 0.5, 0.95, 0.6, 0.6)
                .sentence();
        assertTrue(sentence.startsWith("Depth alone does not decide: resnet18@1/8 (18 layers with weights) is better"),
                sentence);
        assertTrue(sentence.contains("; but shallow (6 layers with weights) is better than vgg11@1/8 (11"), sentence);
    }

    @Test
    void networksOfTheSameDepthAndASingleOne() {
        assertEquals("No evidence that one of these networks is better than another.",
                verdict(List.of("plain18@1/8", "resnet18@1/8"), 0.75, 0.75, 0.6, 0.6).sentence());
        assertTrue(verdict(List.of("plain18@1/8", "resnet18@1/8"), 0.55, 0.75, 0.6, 0.6).sentence()
                .startsWith("resnet18@1/8 (18 layers with weights) is better than plain18@1/8"));
        assertEquals("shallow is better than the most frequent class.",
                verdict(List.of("shallow"), 0.75, 0.6, 0.6).sentence());
        Verdict chance = verdict(List.of("shallow"), 0.5, 0.5, 0.75);
        assertEquals("shallow is not shown to be better than the most frequent class.", chance.sentence());
        assertEquals("Not shown to be better than the most frequent class: shallow, logistic regression.",
                chance.details().get(1));
        assertEquals("Against the measurements, shallow is worse than random forest, not shown to differ from logistic "
                + "regression.", chance.details().get(2));
    }

    /** Each nucleus once: with both seeds right it counts one, not two. */
    @Test
    void mcNemarCountsNucleiOnce() {
        Pair pair = result(List.of("shallow", "vgg11@1/8"), 0.9, 0.5, 0.6, 0.6).pairs().get(0);
        assertTrue(pair.nuclei().onlyFirst() + pair.nuclei().onlySecond() <= 200);
        assertTrue(pair.nuclei().onlyFirst() > 60, pair.toString());
        assertTrue(pair.adjustedNucleiP() < 0.001);
    }
}
