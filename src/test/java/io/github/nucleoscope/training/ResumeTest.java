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
import org.junit.jupiter.params.provider.EnumSource;

/** A training that goes on from a checkpoint ends as if it had never stopped, bit by bit. */
class ResumeTest {

    private static final Architecture NETWORK = Architecture.parse("4conv3x3 - mp4x4 - drop0.3 - fc8 - o");

    private static TrainingSettings settings(Algorithm algorithm) {
        return SettingsOf.training(3e-3, 8, 7)
                .withOptimiser(new OptimiserSettings(algorithm, 3e-3, 1e-3, 2))
                .withSchedule(new Schedule(Schedule.Shape.COSINE, 2))
                .withBatches(new BatchSettings(8, Balance.WEIGHTS, Augmentation.FULL))
                .withLabelSmoothing(0.1).withParts(0.25, 0.2);
    }

    private static TrainingSet data() {
        return Textures.set(3, 20, 1);
    }

    /** All checkpoints of a training. */
    private static final class Checkpoints implements TrainingListener {

        private final List<Checkpoint> checkpoints = new ArrayList<>();

        @Override
        public void checkpoint(Supplier<Checkpoint> checkpoint) {
            checkpoints.add(checkpoint.get());
        }
    }

    private static void assertSameWeights(Network expected, Network found) {
        Map<String, Network.Weights> weights = found.weights();
        expected.weights().forEach((name, w) -> assertArrayEquals(w.values(), weights.get(name).values(), name));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void goesOnFromAnyEpochBitByBit(Algorithm algorithm) {
        Checkpoints listener = new Checkpoints();
        TrainingResult whole = new Trainer(settings(algorithm), listener).train(data(), NETWORK);
        assertEquals(7, listener.checkpoints.size());
        for (int epochs : new int[] {1, 4, 7}) {
            Checkpoint checkpoint = listener.checkpoints.get(epochs - 1);
            assertEquals(epochs, checkpoint.history().size());
            TrainingResult resumed = new Trainer(settings(algorithm), TrainingListener.NONE)
                    .resume(data(), NETWORK, checkpoint);
            assertSameWeights(whole.classifier().network(), resumed.classifier().network());
            assertEquals(whole.bestEpoch(), resumed.bestEpoch());
            assertEquals(7, resumed.history().size());
            assertEquals(whole.calibration(), resumed.calibration());
            for (int e = 0; e < 7; e++) {
                assertEquals(whole.history().get(e).trainLoss(), resumed.history().get(e).trainLoss());
                assertEquals(whole.history().get(e).validationLoss(), resumed.history().get(e).validationLoss());
            }
        }
    }

    @Test
    void patienceGoesOnToo() {
        TrainingSettings settings = settings(Algorithm.ADAM).withPatience(2).withEpochs(60)
                .withOptimiser(new OptimiserSettings(Algorithm.SGD, 0.5, 0, 0));
        Checkpoints listener = new Checkpoints();
        TrainingResult whole = new Trainer(settings, listener).train(data(), NETWORK);
        int epochs = whole.history().size();
        assertTrue(epochs < 60, "it must end early");
        for (Checkpoint checkpoint : List.of(listener.checkpoints.get(0), listener.checkpoints.get(epochs - 1))) {
            TrainingResult resumed = new Trainer(settings, TrainingListener.NONE).resume(data(), NETWORK, checkpoint);
            assertEquals(epochs, resumed.history().size());
            assertSameWeights(whole.classifier().network(), resumed.classifier().network());
        }
    }

    private static String refusal(TrainingSet data, Architecture network, TrainingSettings settings,
            Checkpoint checkpoint) {
        String message = assertThrows(InputException.class,
                () -> new Trainer(settings, TrainingListener.NONE).resume(data, network, checkpoint)).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void anotherTrainingIsRefusedAndWhatDiffersIsNamed() {
        TrainingSettings settings = settings(Algorithm.ADAM).withEpochs(1);
        Checkpoints listener = new Checkpoints();
        new Trainer(settings, listener).train(data(), NETWORK);
        Checkpoint checkpoint = listener.checkpoints.get(0);
        assertTrue(refusal(Textures.set(3, 20, 2), NETWORK, settings, checkpoint).contains("hash of the data"));
        assertTrue(refusal(data(), Architecture.parse("o"), settings, checkpoint).contains(
                "whose network is '4conv3x3 - mp4x4 - drop0.3 - fc8 - o3' and not 'o3'"));
        assertTrue(refusal(data(), NETWORK, settings.withSeed(9), checkpoint).contains("seed is '1' and not '9'"));
        assertTrue(refusal(data(), NETWORK, settings.withEpochs(2), checkpoint).contains("epochs is '1' and not '2'"));
        assertTrue(refusal(data(), NETWORK, settings.withOptimiser(new OptimiserSettings(Algorithm.ADAM, 0.5, 1e-3,
                2)), checkpoint).contains("learning rate is '0.003' and not '0.5'"));
        Preparation crops = data().preparation();
        TrainingSet found = new TrainingSet(data().dataset(), new Preparation(crops.crops(), Optional.of(
                new Segmentation(Segmentation.Method.LEARNED, SegmentationSettings.DEFAULT,
                        Optional.of(SegmentationNetwork.builtIn("0b".repeat(32))))), crops.pixelSize(),
                crops.signal()), "", List.of());
        String another = refusal(found, NETWORK, settings, checkpoint);
        assertTrue(another.contains("way to find nuclei is 'none' and not '"), another);
        assertTrue(another.contains("0b".repeat(32)), another);
        Map<String, String> elsewhere = new HashMap<>(checkpoint.identity());
        elsewhere.put("number_of_processors", "64");
        assertTrue(refusal(data(), NETWORK, settings, new Checkpoint(elsewhere, checkpoint.history(),
                checkpoint.bestEpoch(), checkpoint.arrays())).contains("number of processors is '64' and not"));
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        TrainingSettings settings = settings(Algorithm.ADAM).withEpochs(1);
        Checkpoints listener = new Checkpoints();
        new Trainer(settings, listener).train(data(), NETWORK);
        Checkpoint checkpoint = listener.checkpoints.get(0);
        Map<String, float[]> missing = new HashMap<>(checkpoint.arrays());
        missing.remove("optimiser_mean");
        assertTrue(refusal(data(), NETWORK, settings, new Checkpoint(checkpoint.identity(), checkpoint.history(), 1,
                missing)).contains("'optimiser_mean' is missing"));
        Map<String, float[]> shorter = new HashMap<>();
        checkpoint.arrays().keySet().forEach(name -> shorter.put(name, new float[3]));
        assertTrue(refusal(data(), NETWORK, settings, new Checkpoint(checkpoint.identity(), checkpoint.history(), 1,
                shorter)).contains("has 3 values"));
        assertThrows(InputException.class, () -> new Checkpoint(checkpoint.identity(), List.of(), 0,
                checkpoint.arrays()));
        assertThrows(InputException.class, () -> new Checkpoint(checkpoint.identity(), checkpoint.history(),
                2, checkpoint.arrays()));
        assertThrows(InputException.class, () -> new Checkpoint(checkpoint.identity(), checkpoint.history(),
                0, checkpoint.arrays()));
    }
}
