package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationNetwork;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that goes on from a checkpoint ends as if it had never stopped, bit by bit, whatever is learned. */
class ResumeTest {

    private static final Architecture NETWORK = Architecture.parse("4conv3x3 - mp4x4 - drop0.3 - fc8 - o");
    private static final Architecture MAPS = Architecture.parse(
            "4conv3x3 - bn - res(mp2x2 - 6conv3x3 - bn - 4conv1x1 - bn - up2x2) - 4conv3x3 - bn - map2");
    private static final Schedule SCHEDULE = new Schedule(Schedule.Shape.COSINE, 2);
    private static final int EPOCHS = 5;

    /** What a training gave; of the figures those that come after the epochs, too. */
    private record Outcome(Network network, int bestEpoch, List<EpochRecord> history, Object figures,
            boolean cancelled) {}

    /** A training of five epochs. */
    private interface Training {

        /** @param seed of the settings; the data are the same */
        Outcome run(TrainingListener listener, Optional<Checkpoint> from, long seed, long dataSeed);

        default Outcome run(TrainingListener listener, Optional<Checkpoint> from) {
            return run(listener, from, 1, 1);
        }
    }

    /** With a name for the report. */
    private record Case(String name, Training training) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Classes of crops with every optimiser, and pixels. */
    static Stream<Case> trainings() {
        return Stream.concat(Stream.of(Algorithm.values()).map(algorithm -> new Case("classes, " + algorithm,
                (listener, from, seed, dataSeed) -> classes(settings(algorithm).withSeed(seed), listener, from,
                        dataSeed))), Stream.of(new Case("pixels", ResumeTest::pixels)));
    }

    /** One of each kind. */
    static Stream<Case> kinds() {
        return trainings().filter(training -> !training.name().startsWith("classes")
                || training.name().endsWith(Algorithm.ADAM.name()));
    }

    private static TrainingSettings settings(Algorithm algorithm) {
        return SettingsOf.training(3e-3, 8, EPOCHS)
                .withOptimiser(new OptimiserSettings(algorithm, 3e-3, 1e-3, 2))
                .withSchedule(SCHEDULE)
                .withBatches(new BatchSettings(8, Balance.WEIGHTS, Augmentation.FULL))
                .withLabelSmoothing(0.1).withParts(0.25, 0.2);
    }

    private static TrainingSet data() {
        return Textures.set(3, 20, 1);
    }

    private static Outcome classes(TrainingSettings settings, TrainingListener listener, Optional<Checkpoint> from,
            long dataSeed) {
        Trainer trainer = new Trainer(settings, listener);
        TrainingSet data = Textures.set(3, 20, dataSeed);
        TrainingResult result = from.map(checkpoint -> trainer.resume(data, NETWORK, checkpoint))
                .orElseGet(() -> trainer.train(data, NETWORK));
        return new Outcome(result.classifier().network(), result.bestEpoch(), result.history(), result.calibration(),
                result.cancelled());
    }

    private static Outcome pixels(TrainingListener listener, Optional<Checkpoint> from, long seed, long dataSeed) {
        SegmentationTrainer trainer = new SegmentationTrainer(new SegmentationTrainingSettings(
                new OptimiserSettings(Algorithm.ADAM, 0.01, 1e-3, 2), SCHEDULE, 12, 4, 32, EPOCHS, 99, 0.25, seed),
                listener);
        SegmentationTrainingResult result = trainer.train(Fields.draw(4, 64, dataSeed), trainer.start(MAPS), "", from);
        return new Outcome(result.model().network(), result.bestEpoch(), result.history(), result.validation(),
                result.cancelled());
    }

    /** Keeps all checkpoints of a training, and ends it after some epochs. */
    private static final class Checkpoints implements TrainingListener {

        private final int most;
        private final List<Checkpoint> made = new ArrayList<>();

        private Checkpoints(int most) {
            this.most = most;
        }

        @Override
        public void checkpoint(Supplier<Checkpoint> checkpoint) {
            made.add(checkpoint.get());
        }

        @Override
        public boolean isCancelled() {
            return made.size() >= most;
        }

        private Checkpoint last() {
            return made.get(made.size() - 1);
        }
    }

    private static void assertSame(Outcome expected, Outcome found) {
        Map<String, Network.Weights> weights = found.network().weights();
        expected.network().weights().forEach((name, w) ->
                assertArrayEquals(w.values(), weights.get(name).values(), name));
        assertEquals(expected.bestEpoch(), found.bestEpoch());
        assertEquals(expected.figures(), found.figures());
        assertEquals(withoutSeconds(expected.history()), withoutSeconds(found.history()));
    }

    private static List<EpochRecord> withoutSeconds(List<EpochRecord> history) {
        return history.stream().map(e -> new EpochRecord(e.epoch(), e.learningRate(), e.trainLoss(), e.trainAccuracy(),
                e.trainBalancedAccuracy(), e.validationLoss(), e.validationAccuracy(), e.validationBalancedAccuracy(),
                0)).toList();
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void aTrainingThatWasStoppedGoesOnBitByBit(Case of) {
        Checkpoints whole = new Checkpoints(Integer.MAX_VALUE);
        Outcome expected = of.training().run(whole, Optional.empty());
        assertEquals(EPOCHS, whole.made.size());
        assertTrue(expected.history().stream().allMatch(epoch -> epoch.validationLoss() > 0), "nothing to choose by");
        for (int epochs : new int[] {1, 3}) {
            Checkpoints stopped = new Checkpoints(epochs);
            assertTrue(of.training().run(stopped, Optional.empty()).cancelled());
            assertEquals(epochs, stopped.made.size());
            Checkpoints further = new Checkpoints(Integer.MAX_VALUE);
            assertSame(expected, of.training().run(further, Optional.of(stopped.last())));
            assertEquals(EPOCHS - epochs, further.made.size());
        }
        // The last checkpoint leaves nothing to train.
        assertSame(expected, of.training().run(TrainingListener.NONE, Optional.of(whole.last())));
    }

    @Test
    void patienceGoesOnToo() {
        TrainingSettings settings = settings(Algorithm.ADAM).withPatience(2).withEpochs(60)
                .withOptimiser(new OptimiserSettings(Algorithm.SGD, 0.5, 0, 0));
        Checkpoints listener = new Checkpoints(Integer.MAX_VALUE);
        Outcome whole = classes(settings, listener, Optional.empty(), 1);
        assertTrue(whole.history().size() < 60, "it must end early");
        for (Checkpoint checkpoint : List.of(listener.made.get(0), listener.last())) {
            assertSame(whole, classes(settings, TrainingListener.NONE, Optional.of(checkpoint), 1));
        }
    }

    /** The first checkpoint of a training. */
    private static Checkpoint first(Case of) {
        Checkpoints listener = new Checkpoints(1);
        of.training().run(listener, Optional.empty());
        return listener.last();
    }

    private static void assertRefused(String why, Runnable training) {
        String message = assertThrows(InputException.class, training::run).getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.contains(why), message);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherTrainingIsRefusedAndWhatDiffersIsNamed(Case of) {
        Checkpoint checkpoint = first(of);
        assertRefused("hash of the data is '", () -> of.training().run(TrainingListener.NONE, Optional.of(checkpoint),
                1, 2));
        Map<String, String> elsewhere = new HashMap<>(checkpoint.identity());
        elsewhere.put("number_of_processors", "64");
        assertRefused("number of processors is '64' and not", () -> of.training().run(TrainingListener.NONE,
                Optional.of(new Checkpoint(elsewhere, checkpoint.history(), checkpoint.bestEpoch(),
                        checkpoint.arrays()))));
        // Pixels: the seed decides the first weights, which are compared before it.
        assertRefused(of.name().equals("pixels") ? "hash of the first weights is '" : "seed is '1' and not '9'",
                () -> of.training().run(TrainingListener.NONE, Optional.of(checkpoint), 9, 1));
    }

    private static void assertRefused(String why, TrainingSet data, Architecture network, TrainingSettings settings,
            Checkpoint checkpoint) {
        assertRefused(why, () -> new Trainer(settings, TrainingListener.NONE).resume(data, network, checkpoint));
    }

    @Test
    void everythingThatMakesAClassifierIsCompared() {
        TrainingSettings settings = settings(Algorithm.ADAM).withEpochs(1);
        Checkpoints listener = new Checkpoints(Integer.MAX_VALUE);
        classes(settings, listener, Optional.empty(), 1);
        Checkpoint checkpoint = listener.last();
        assertRefused("whose network is '4conv3x3 - mp4x4 - drop0.3 - fc8 - o3' and not 'o3'", data(),
                Architecture.parse("o"), settings, checkpoint);
        assertRefused("epochs is '1' and not '2'", data(), NETWORK, settings.withEpochs(2), checkpoint);
        assertRefused("learning rate is '0.003' and not '0.5'", data(), NETWORK,
                settings.withOptimiser(new OptimiserSettings(Algorithm.ADAM, 0.5, 1e-3, 2)), checkpoint);
        Preparation crops = data().preparation();
        TrainingSet found = new TrainingSet(data().dataset(), new Preparation(crops.crops(), Optional.of(
                new Segmentation(Segmentation.Method.LEARNED, SegmentationSettings.DEFAULT,
                        Optional.of(SegmentationNetwork.builtIn("0b".repeat(32))))), crops.pixelSize(),
                crops.signal()), "", List.of());
        assertRefused("way to find nuclei is 'none' and not '", found, NETWORK, settings, checkpoint);
        assertRefused("0b".repeat(32), found, NETWORK, settings, checkpoint);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void arraysThatDoNotFitAreRefused(Case of) {
        Checkpoint checkpoint = first(of);
        Map<String, float[]> missing = new HashMap<>(checkpoint.arrays());
        missing.remove("optimiser_mean");
        assertRefused("'optimiser_mean' is missing", () -> of.training().run(TrainingListener.NONE,
                Optional.of(new Checkpoint(checkpoint.identity(), checkpoint.history(), 1, missing))));
        Map<String, float[]> shorter = new HashMap<>();
        checkpoint.arrays().keySet().forEach(name -> shorter.put(name, new float[3]));
        assertRefused("has 3 values", () -> of.training().run(TrainingListener.NONE,
                Optional.of(new Checkpoint(checkpoint.identity(), checkpoint.history(), 1, shorter))));
    }

    @Test
    void aCheckpointWhosePartsDoNotFitIsNone() {
        List<EpochRecord> one = List.of(new EpochRecord(1, 1e-3, 1, 0.5, 0.5, 1, 0.5, 0.5, 1));
        Map<String, float[]> arrays = Map.of(Checkpoint.PARAMETERS, new float[2], Checkpoint.BEST, new float[2]);
        new Checkpoint(Map.of(), one, 1, arrays);
        assertThrows(InputException.class, () -> new Checkpoint(Map.of(), List.of(), 0, arrays));
        assertThrows(InputException.class, () -> new Checkpoint(Map.of(), one, 2, arrays));
        assertThrows(InputException.class, () -> new Checkpoint(Map.of(), one, 0, arrays));
    }
}
