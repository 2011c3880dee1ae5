package io.github.nucleoscope.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

import io.github.nucleoscope.comparison.Contender.Baseline;
import io.github.nucleoscope.comparison.Contender.MostFrequentClass;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ComparisonTest {

    private static final TrainingSet DATA = Chequers.set(12);

    private static ComparisonSettings settings(boolean tuned, Budget budget, String... networks) {
        TrainingSettings recipe = Recipe.ORIGINAL.settings();
        return new ComparisonSettings(ComparisonSettings.networks(List.of(networks)), 3, List.of(1L, 2L), budget, tuned,
                recipe.withOptimiser(recipe.optimiser().withLearningRate(3e-3))
                        .withBatches(recipe.batches().withSize(8)));
    }

    private static final ComparisonSettings TWO = settings(false, new Budget.Epochs(3), "4conv3x3 - mp2x2 - o",
            "4conv3x3 - mp2x2 - fc4 - o");

    private static final TrainingSet MANY = Chequers.set(24);

    private static final ComparisonSettings STUCK = new ComparisonSettings(
            ComparisonSettings.networks(List.of("4conv3x3 - mp2x2 - fc4 - o")), 2, List.of(1L), new Budget.Epochs(20),
            false, TWO.recipe().withOptimiser(TWO.recipe().optimiser().withLearningRate(1e-9)));

    @Test
    void everyContenderAnswersEveryNucleusOnceWithEachSeed() throws IOException {
        MemoryStore store = new MemoryStore();
        ComparisonResult result = new Comparison(DATA, TWO, store, ComparisonListener.NONE).run().orElseThrow();
        assertEquals(List.of("4conv3x3 - mp2x2 - o", "4conv3x3 - mp2x2 - fc4 - o", "logistic regression",
                "random forest", "most frequent class"), result.standings().stream().map(s -> s.contender().title())
                .toList());
        for (Standing standing : result.standings()) {
            assertEquals(6, standing.results().size());
            for (long seed : new long[] {1, 2}) {
                Set<Integer> seen = new TreeSet<>();
                for (FoldResult fold : standing.results()) {
                    if (fold.seed() == seed) {
                        fold.nuclei().forEach(nucleus -> assertTrue(seen.add(nucleus)));
                        for (int i = 0; i < fold.nuclei().size(); i++) {
                            assertEquals(DATA.dataset().crops().get(fold.nuclei().get(i)).classIndex(),
                                    fold.outcomes().get(i).truth());
                        }
                    }
                }
                assertEquals(DATA.dataset().size(), seen.size());
            }
            assertEquals(result.standings().get(0).results().stream().map(FoldResult::nuclei).toList(),
                    standing.results().stream().map(FoldResult::nuclei).toList(), "all have the same folds");
        }
        assertNotEquals(result.standings().get(0).results().get(0).nuclei(),
                result.standings().get(0).results().get(3).nuclei(), "each seed has folds of its own");
        // The squares are easy to measure; always the same class is right for half of the nuclei of each image.
        assertTrue(result.standings().get(3).balancedAccuracy().value() > 0.9);
        assertEquals(0.5, result.standings().get(4).balancedAccuracy().value());
        assertEquals(new Interval(0.5, 0.5), result.standings().get(4).balancedAccuracy().ci95());
        assertEquals(6, result.pairs().size());
        assertEquals(4, result.againstChance().size());
        assertEquals(new MostFrequentClass(), result.againstChance().get(0).second());
        assertTrue(result.againstChance().stream().filter(pair -> pair.first() == Baseline.RANDOM_FOREST)
                .allMatch(Pair::isFirstBetter));
        assertEquals(4 * 9 + 4 + 4 * 36 + 1, result.standings().get(0).parameters());
        assertTrue(result.standings().stream().allMatch(s -> s.cropsPerSecond() > 0));
    }

    /** The first classifier is asked for after the last training is kept. */
    @Test
    void noTestPartIsOpenedBeforeTheLastTrainingIsFinished() throws IOException {
        MemoryStore store = new MemoryStore();
        new Comparison(DATA, TWO, store, ComparisonListener.NONE).run();
        assertEquals(12, store.calls.stream().filter("keep"::equals).count());
        assertEquals(12, store.calls.lastIndexOf("keep") + 1, store.calls.toString());
        // Every training is on the crops of the other folds: each fold has another hash, the same for both networks.
        Set<String> hashes = new TreeSet<>();
        store.classifiers.forEach((training, classifier) -> {
            hashes.add(classifier.provenance().dataSha256());
            assertEquals(classifier.provenance().dataSha256(), store.classifiers.get(
                    new Training(1 - training.network(), training.seed(), training.fold())).provenance().dataSha256());
        });
        assertEquals(6, hashes.size());
    }

    /** Cancelled again and again, in the middle of trainings, it ends as one that was left alone. */
    @Test
    void goesOnWhereItStopped() throws IOException {
        MemoryStore alone = new MemoryStore();
        ComparisonResult expected = new Comparison(DATA, TWO, alone, ComparisonListener.NONE).run().orElseThrow();
        MemoryStore store = new MemoryStore();
        Optional<ComparisonResult> result = Optional.empty();
        int runs = 0;
        while (result.isEmpty()) {
            runs++;
            int batches = 40 + 7 * runs;
            Comparison comparison = new Comparison(DATA, TWO, store, new ComparisonListener() {
                private int asked;

                @Override
                public boolean isCancelled() {
                    return asked++ >= batches;
                }
            });
            result = comparison.run();
            assertEquals(result.isEmpty(), comparison.finished() < 12 || !store.calls.contains("classifier"));
            assertTrue(runs < 40);
        }
        assertTrue(runs > 3, runs + " runs");
        assertEquals(expected.pairs(), result.get().pairs());
        assertEquals(expected.againstChance(), result.get().againstChance());
        for (int s = 0; s < expected.standings().size(); s++) {
            for (int r = 0; r < 6; r++) {
                FoldResult one = expected.standings().get(s).results().get(r);
                FoldResult other = result.get().standings().get(s).results().get(r);
                assertEquals(one.nuclei(), other.nuclei());
                for (int i = 0; i < one.outcomes().size(); i++) {
                    assertArrayEquals(one.outcomes().get(i).probabilities(), other.outcomes().get(i).probabilities());
                }
            }
        }
        alone.classifiers.forEach((training, classifier) -> {
            for (var entry : classifier.network().weights().entrySet()) {
                Network.Weights other = store.classifiers.get(training).network().weights().get(entry.getKey());
                assertArrayEquals(entry.getValue().values(), other.values(), entry.getKey());
            }
        });
    }

    @Test
    void eachTrainingHasARateOfItsOwn() throws IOException {
        MemoryStore store = new MemoryStore();
        ComparisonSettings tuned = new ComparisonSettings(
                ComparisonSettings.networks(List.of("4conv3x3 - mp2x2 - fc4 - o")), 2, List.of(5L),
                new Budget.Epochs(1), true, TWO.recipe());
        new Comparison(DATA, tuned, store, ComparisonListener.NONE).run();
        assertEquals(2, store.trained.size());
        for (TrainedNetwork network : store.trained.values()) {
            assertTrue(network.rateFound(), network.rateReason());
            assertTrue(network.learningRate() > 1e-5 && network.learningRate() < 1, network.rateReason());
            assertNotEquals(3e-3, network.learningRate());
        }
        store.classifiers.forEach((training, classifier) -> assertEquals(
                String.valueOf(store.trained.get(training).learningRate()),
                classifier.provenance().training().get("learning_rate")));
    }

    /** A rate of 1e-9 changes nothing: all is at chance. The diagnosis finds that, and a rate that learns. */
    @Test
    void stuckTrainingsAreDiagnosedAndDoneOnceMoreWithTheRemedy() throws IOException {
        MemoryStore store = new MemoryStore();
        ComparisonSettings still = STUCK.withDiagnoses(true);
        ComparisonResult result = new Comparison(MANY, still, store, ComparisonListener.NONE).run().orElseThrow();
        assertEquals(2, store.treatments.size());
        StuckNetwork stuck = result.stuck().get(0);
        assertEquals(1, result.stuck().size());
        assertEquals(2, stuck.treatments().size());
        // Initial weights alone are somewhat worse than chance.
        stuck.lastLosses().forEach(loss -> assertTrue(loss > 0.97 * Math.log(2) && loss < 1, loss.toString()));
        assertTrue(stuck.seen().containsKey("Learning rate too low"), stuck.seen().toString());
        assertEquals(2, stuck.remedies().values().stream().mapToInt(Integer::intValue).sum());
        Standing remedied = stuck.remedied().orElseThrow();
        assertEquals("4conv3x3 - mp2x2 - fc4 - o, remedied", remedied.contender().title());
        assertTrue(remedied.balancedAccuracy().value() > 0.9, remedied.balancedAccuracy().toString());
        assertTrue(result.standings().get(0).balancedAccuracy().value() < 0.8);
        // All is kept before the first test part is opened: trainings, those with remedies, and diagnoses.
        assertEquals(6, store.calls.stream().filter("keep"::equals).count());
        assertEquals(6, store.calls.lastIndexOf("keep") + 1, store.calls.toString());
        assertTrue(Verdict.of(result).details().stream().anyMatch(line -> line.contains("is stuck in 2 of 2 trainings")
                && line.contains("ln 2 = 0.693")), Verdict.of(result).details().toString());
        // Nothing is done again.
        int calls = (int) store.calls.stream().filter("keep"::equals).count();
        ComparisonResult again = new Comparison(MANY, still, store, ComparisonListener.NONE).run().orElseThrow();
        assertEquals(calls, store.calls.stream().filter("keep"::equals).count());
        assertEquals(result.pairs(), again.pairs());
    }

    @Test
    void aDiagnosisThatWasStoppedIsDoneByTheNextRun() throws IOException {
        MemoryStore store = new MemoryStore();
        ComparisonSettings still = STUCK.withDiagnoses(true);
        boolean[] stop = {false};
        Optional<ComparisonResult> stopped = new Comparison(MANY, still, store, new ComparisonListener() {
            @Override
            public void progress(double done, String doing) {
                stop[0] |= doing.contains("diagnosis: network on shuffled labels");
            }

            @Override
            public boolean isCancelled() {
                return stop[0];
            }
        }).run();
        assertTrue(stopped.isEmpty() && stop[0]);
        assertEquals(Map.of(), store.treatments);
        assertFalse(store.calls.contains("classifier"));
        assertEquals(1, new Comparison(MANY, still, store, ComparisonListener.NONE).run().orElseThrow().stuck().size());
    }

    @Test
    void networksThatLearnAreNotDiagnosed() throws IOException {
        MemoryStore store = new MemoryStore();
        ComparisonSettings learning = new ComparisonSettings(STUCK.networks(), 2, List.of(1L), new Budget.Epochs(20),
                false, true, TWO.recipe());
        ComparisonResult result = new Comparison(MANY, learning, store, ComparisonListener.NONE).run().orElseThrow();
        assertEquals(List.of(), result.stuck());
        assertEquals(4, result.standings().size());
    }

    @Test
    void timeIsABudget() {
        ComparisonSettings none = settings(false, new Budget.Minutes(1e-9), "4conv3x3 - mp2x2 - o");
        InputException e = assertThrows(InputException.class,
                () -> new Comparison(DATA, none, new MemoryStore(), ComparisonListener.NONE).run());
        assertTrue(e.getMessage().contains("not even one epoch was finished in 1.0E-9 minutes"), e.getMessage());
    }

    /**
     * The clock goes a second further each time it is read, once before a mini-batch and once after. A training ends
     * after whole epochs, long before the patience does, and the mini-batches of the one that was cut short do not
     * count.
     */
    @Test
    void aTrainingEndsWithItsMinutesAfterWholeEpochs() throws IOException {
        List<Integer> epochs = new ArrayList<>();
        for (double minutes : new double[] {2, 4}) {
            AtomicLong seconds = new AtomicLong();
            MemoryStore store = new MemoryStore();
            ComparisonResult result = new Comparison(DATA, settings(false, new Budget.Minutes(minutes),
                    "4conv3x3 - mp2x2 - o"), store, ComparisonListener.NONE,
                    () -> 1_000_000_000L * seconds.getAndIncrement()).run().orElseThrow();
            Set<Integer> lengths = new TreeSet<>();
            store.trained.values().forEach(network -> lengths.add(network.history().size()));
            assertEquals(1, lengths.size(), "all have the same time, and here the same speed: " + lengths);
            assertEquals(6, result.standings().get(0).results().size());
            epochs.addAll(lengths);
        }
        // 80 crops of the other folds, 15 % of them for validation: 8 or 9 mini-batches of 8, 2 s each or a bit more.
        assertTrue(epochs.get(0) >= 3 && epochs.get(0) <= 8, epochs.toString());
        assertEquals(2.0 * epochs.get(0), epochs.get(1), 1, epochs.toString());
    }

    /** SGD with a rate of 10 leaves the numbers at once. */
    @Test
    void aNetworkThatDivergesCountsAsTheMostFrequentClass() throws IOException {
        TrainingSettings recipe = TWO.recipe();
        ComparisonSettings wild = new ComparisonSettings(
                ComparisonSettings.networks(List.of("4conv3x3 - 8conv3x3 - 8conv3x3 - fc8 - o")), 2, List.of(1L),
                new Budget.Epochs(3), false, recipe.withOptimiser(new OptimiserSettings(
                        OptimiserSettings.Algorithm.SGD, 10, 0, 0)));
        MemoryStore store = new MemoryStore();
        ComparisonResult result = new Comparison(DATA, wild, store, ComparisonListener.NONE).run().orElseThrow();
        assertFalse(store.trained.get(new Training(0, 1, 0)).hasModel());
        assertEquals(0.5, result.standings().get(0).balancedAccuracy().value());
        assertTrue(result.warnings().stream().anyMatch(w -> w.contains("counted as the most frequent class")),
                result.warnings().toString());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        List<Contender.Net> two = TWO.networks();
        assertRefused("no network", () -> new ComparisonSettings(List.of(), 3, List.of(1L), new Budget.Epochs(1), true,
                TWO.recipe()));
        assertRefused("folds 1", () -> new ComparisonSettings(two, 1, List.of(1L), new Budget.Epochs(1), true,
                TWO.recipe()));
        assertRefused("seeds [1, 1]", () -> new ComparisonSettings(two, 3, List.of(1L, 1L), new Budget.Epochs(1), true,
                TWO.recipe()));
        assertRefused("validation part", () -> new ComparisonSettings(two, 3, List.of(1L), new Budget.Epochs(1), true,
                TWO.recipe().withParts(0, 0)));
        assertRefused("COSINE", () -> new ComparisonSettings(two, 3, List.of(1L), new Budget.Minutes(1), true,
                TWO.recipe().withSchedule(new Schedule(Schedule.Shape.COSINE, 0))));
        assertRefused("are the same network", () -> settings(true, new Budget.Epochs(1), "shallow", "shallow@1"));
        assertRefused("epochs 0", () -> new Budget.Epochs(0));
        assertRefused("minutes NaN", () -> new Budget.Minutes(Double.NaN));
        assertRefused("use larger crops", () -> new Comparison(DATA, settings(true, new Budget.Epochs(1), "vgg11"),
                new MemoryStore(), ComparisonListener.NONE));
    }

    private static void assertRefused(String words, Executable making) {
        InputException e = assertThrows(InputException.class, making);
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    /** The numbers that are in the networks' names: Simonyan and Zisserman 2015; He et al. 2016. */
    @Test
    void depthIsTheNumberInTheName() {
        List<Contender.Net> networks = ComparisonSettings.networks(List.of("shallow", "vgg11", "vgg13", "vgg16",
                "plain18", "resnet18", "resnet34@1/8", "resnet20",
                "32conv3x3 - 3x(8conv3x3 - bn) - drop0.5 - fc7 - o"));
        assertEquals(List.of(6, 11, 13, 16, 18, 18, 34, 20, 6), networks.stream().map(Contender.Net::depth).toList());
        assertEquals("network 9", networks.get(8).title());
        assertEquals("resnet34@1/8", networks.get(6).title());
    }
}
