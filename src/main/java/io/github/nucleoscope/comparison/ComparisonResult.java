package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.comparison.Contender.MostFrequentClass;
import io.github.nucleoscope.evaluation.Holm;
import io.github.nucleoscope.evaluation.McNemar;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.evaluation.ResampledTTest;

/**
 * The final table of a comparison.
 *
 * @param settings what was compared, and how
 * @param classNames by class index
 * @param nuclei number of nuclei
 * @param data where they come from, for people
 * @param standings one per contender: the networks, those with remedies, the baselines, and the most frequent class
 *     last
 * @param stuck the networks some of whose trainings ended at the loss of chance; empty without diagnoses
 * @param pairs all pairs of contenders that learn, one family of tests
 * @param againstChance each contender that learns against the most frequent class, another family
 * @param warnings what readers must know first, one line each
 */
public record ComparisonResult(ComparisonSettings settings, List<String> classNames, int nuclei, String data,
        List<Standing> standings, List<StuckNetwork> stuck, List<Pair> pairs, List<Pair> againstChance,
        List<String> warnings) {

    public ComparisonResult {
        classNames = List.copyOf(classNames);
        standings = List.copyOf(standings);
        stuck = List.copyOf(stuck);
        pairs = List.copyOf(pairs);
        againstChance = List.copyOf(againstChance);
        warnings = List.copyOf(warnings);
    }

    static ComparisonResult of(ComparisonSettings settings, List<String> classNames, int nuclei, String data,
            List<Standing> standings, List<StuckNetwork> stuck, List<String> warnings) {
        double testByTrain = testByTrain(settings);
        List<Standing[]> learners = new ArrayList<>();
        List<Standing[]> withChance = new ArrayList<>();
        for (int i = 0; i < standings.size(); i++) {
            for (int j = i + 1; j < standings.size(); j++) {
                (standings.get(j).contender() instanceof MostFrequentClass ? withChance : learners)
                        .add(new Standing[] {standings.get(i), standings.get(j)});
            }
        }
        return new ComparisonResult(settings, classNames, nuclei, data, standings, stuck,
                family(learners, nuclei, testByTrain), family(withChance, nuclei, testByTrain), warnings);
    }

    /** Returns the size of a test part divided by the size of its training part. */
    static double testByTrain(ComparisonSettings settings) {
        return 1.0 / (settings.folds() - 1);
    }

    private static List<Pair> family(List<Standing[]> pairs, int nuclei, double testByTrain) {
        List<ResampledTTest> tests = new ArrayList<>();
        List<McNemar> onNuclei = new ArrayList<>();
        for (Standing[] pair : pairs) {
            double[] differences = new double[pair[0].results().size()];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = pair[0].results().get(i).balancedAccuracy()
                        - pair[1].results().get(i).balancedAccuracy();
            }
            tests.add(ResampledTTest.of(differences, testByTrain));
            onNuclei.add(McNemar.of(right(pair[0], nuclei), right(pair[1], nuclei)));
        }
        double[] adjusted = Holm.adjust(tests.stream().mapToDouble(ResampledTTest::p).toArray());
        double[] adjustedNuclei = Holm.adjust(onNuclei.stream().mapToDouble(McNemar::p).toArray());
        List<Pair> family = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            family.add(new Pair(pairs.get(i)[0].contender(), pairs.get(i)[1].contender(), tests.get(i), adjusted[i],
                    onNuclei.get(i), adjustedNuclei[i]));
        }
        return family;
    }

    /** Whether a contender is right about each nucleus, by the sum of its probabilities over all seeds. */
    private static boolean[] right(Standing standing, int nuclei) {
        double[][] sums = new double[nuclei][];
        int[] truths = new int[nuclei];
        for (FoldResult result : standing.results()) {
            for (int i = 0; i < result.outcomes().size(); i++) {
                Outcome outcome = result.outcomes().get(i);
                int nucleus = result.nuclei().get(i);
                truths[nucleus] = outcome.truth();
                if (sums[nucleus] == null) {
                    sums[nucleus] = new double[outcome.classCount()];
                }
                for (int c = 0; c < outcome.classCount(); c++) {
                    sums[nucleus][c] += outcome.probability(c);
                }
            }
        }
        boolean[] right = new boolean[nuclei];
        for (int n = 0; n < nuclei; n++) {
            double most = Arrays.stream(sums[n]).max().orElseThrow();
            int predicted = 0;
            while (sums[n][predicted] < most) {
                predicted++;
            }
            right[n] = predicted == truths[n];
        }
        return right;
    }

    /** Returns the standings of all trained networks: as given, and with remedies. */
    public List<Standing> trained() {
        return standings.stream().filter(standing -> !standing.trainings().isEmpty()).toList();
    }

    /** Returns the standings of the networks as given, in the order of the settings. */
    public List<Standing> networks() {
        return standings.subList(0, settings.networks().size());
    }
}
