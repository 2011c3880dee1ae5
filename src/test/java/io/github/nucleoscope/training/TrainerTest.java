package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Development;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final Architecture SMALL = Architecture.parse("8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc16 - o");

    private static TrainingSettings settings(int epochs, double learningRate, long seed) {
        return SettingsOf.training(learningRate, 16, epochs).withPatience(50).withParts(0.2, 0.2).withSeed(seed);
    }

    private static TrainingResult train(TrainingSet set, int epochs, long seed) {
        return new Trainer(settings(epochs, 2e-3, seed), TrainingListener.NONE).train(set, SMALL);
    }

    @Test
    void learnsTwoClassesAndSaysOnWhatItWasMeasured() {
        TrainingSet set = Textures.set(2, 100, 1);
        TrainingResult result = train(set, 15, 1);
        Judgement test = result.test().orElseThrow();
        assertEquals(1, test.evaluation().balancedAccuracy().value(), 0.03);
        assertEquals(40, test.evaluation().nuclei());
        assertEquals(List.of("squares1", "squares2"), result.classifier().classNames());
        assertEquals(15, result.history().size());
        assertTrue(result.history().get(14).trainLoss() < result.history().get(0).trainLoss());
        assertEquals("1", result.classifier().provenance().training().get("seed"));
        assertEquals(64, result.classifier().provenance().dataSha256().length());
        assertTrue(result.classifier().provenance().heldOut().get(0).measuredOn().startsWith("test part: 40 nuclei"));
    }

    @Test
    void learnsFourClasses() {
        TrainingResult result = train(Textures.set(4, 60, 2), 25, 3);
        assertEquals("o4", result.classifier().network().architecture().output().toString());
        assertEquals(1, result.test().orElseThrow().evaluation().balancedAccuracy().value(), 0.1);
    }

    @Test
    void noImageIsInTwoParts() {
        TrainingResult result = train(Textures.set(2, 100, 1), 1, 1);
        Set<String> seen = new HashSet<>();
        Dataset test = new Dataset(result.classifier().classNames(),
                result.test().orElseThrow().answers().stream().map(Judgement.Answer::crop).toList());
        for (Dataset part : List.of(result.split().train(), result.split().validation(), test)) {
            for (String source : part.sources()) {
                assertTrue(seen.add(source), source + " is in two parts");
            }
        }
        assertEquals(10, seen.size());
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        TrainingSet set = Textures.set(2, 40, 4);
        Map<String, Network.Weights> first = train(set, 3, 9).classifier().network().weights();
        Map<String, Network.Weights> again = train(set, 3, 9).classifier().network().weights();
        Map<String, Network.Weights> other = train(set, 3, 10).classifier().network().weights();
        first.forEach((name, weights) -> assertArrayEquals(weights.values(), again.get(name).values(), name));
        assertNotEquals(first.get("1_8conv3x3_weights").values()[0], other.get("1_8conv3x3_weights").values()[0]);
    }

    @Test
    void theDataDecideTheHash() {
        String hash = train(Textures.set(2, 20, 4), 1, 1).classifier().provenance().dataSha256();
        assertEquals(hash, train(Textures.set(2, 20, 4), 1, 2).classifier().provenance().dataSha256());
        assertNotEquals(hash, train(Textures.set(2, 20, 5), 1, 1).classifier().provenance().dataSha256());
    }

    @Test
    void stopsEarlyAndKeepsTheBestEpoch() {
        TrainingSettings settings = SettingsOf.training(2e-3, 16, 500).withPatience(4).withParts(0.2, 0);
        TrainingResult result = new Trainer(settings, TrainingListener.NONE)
                .train(withRandomClasses(Textures.set(2, 40, 6)), SMALL);
        List<EpochRecord> history = result.history();
        assertTrue(history.size() < 500, "what cannot be learnt must come to an end");
        assertEquals(history.size() - 4, result.bestEpoch());
        double best = history.get(result.bestEpoch() - 1).validationLoss();
        assertTrue(history.stream().allMatch(epoch -> epoch.validationLoss() >= best));
        // The validation part is too small to calibrate on, so that the figures stay.
        assertTrue(result.calibration().description().startsWith("none"), result.calibration().description());
        // The kept weights are those of the best epoch: their validation figures are its figures.
        assertEquals(history.get(result.bestEpoch() - 1).validationBalancedAccuracy(),
                result.validation().orElseThrow().evaluation().balancedAccuracy().value(), 1e-12);
    }

    private static TrainingSet withRandomClasses(TrainingSet set) {
        Random random = new Random(1);
        return new TrainingSet(new Dataset(set.dataset().classNames(), set.dataset().crops().stream()
                .map(crop -> new LabelledCrop(crop.crop(), random.nextInt(2))).toList()), set.preparation(),
                set.description(), set.warnings());
    }

    @Test
    void cancellingKeepsTheBestSoFar() {
        List<EpochRecord> epochs = new ArrayList<>();
        long[] batchesAfter = {0};
        TrainingResult result = new Trainer(settings(100, 2e-3, 1), new TrainingListener() {
            @Override
            public void epochDone(EpochRecord epoch) {
                epochs.add(epoch);
            }

            @Override
            public void batchDone(long done, long all) {
                batchesAfter[0] += isCancelled() ? 1 : 0;
            }

            @Override
            public boolean isCancelled() {
                return epochs.size() == 3;
            }
        }).train(Textures.set(2, 40, 6), SMALL);
        assertTrue(result.cancelled());
        assertEquals(3, result.history().size());
        assertEquals(0, batchesAfter[0], "no mini-batch after the cancellation");
    }

    @Test
    void cancellingAtOnceLeavesNoModel() {
        assertThrows(TrainingException.class, () -> new Trainer(settings(5, 1e-3, 1), new TrainingListener() {
            @Override
            public boolean isCancelled() {
                return true;
            }
        }).train(Textures.set(2, 40, 6), SMALL));
    }

    @Test
    void aLossThatExplodesSaysWhatToDo() {
        TrainingException e = assertThrows(TrainingException.class,
                () -> new Trainer(settings(50, 10, 1), TrainingListener.NONE).train(Textures.set(2, 40, 6),
                        Architecture.parse("8conv3x3 - ".repeat(20) + "fc16 - o")));
        assertTrue(e.getMessage().contains("lower the learning rate"), e.getMessage());
    }

    @Test
    void weightsThatExplodeBehindPoolingAreNoticedToo() {
        // Pooling and ReLU swallow NaN: the loss stays near ln 2 where every weight is lost.
        TrainingException e = assertThrows(TrainingException.class,
                () -> new Trainer(settings(50, 10, 1), TrainingListener.NONE).train(Textures.set(2, 40, 6),
                        Architecture.parse("8conv3x3 - ".repeat(12) + "mp2x2 - " + "8conv3x3 - ".repeat(12)
                                + "mp2x2 - fc16 - o")));
        assertTrue(e.getMessage().contains("lower the learning rate"), e.getMessage());
    }

    @Test
    void blankCropsAreRefused() {
        List<LabelledCrop> blank = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            blank.add(new LabelledCrop(new Crop(CropPixels.of(new float[Textures.SIZE * Textures.SIZE],
                    Textures.SIZE, 1), "i" + i, 0), i % 2));
        }
        TrainingSet set = new TrainingSet(new Dataset(List.of("a", "b"), blank), Textures.PREPARATION, "blank",
                List.of());
        assertTrue(assertThrows(InputException.class, () -> train(set, 1, 1)).getMessage()
                .contains("blank"));
    }

    @Test
    void withoutAValidationPartTheLastEpochIsKept() {
        TrainingSettings settings = SettingsOf.training(1e-3, 16, 4).withPatience(1);
        TrainingResult result = new Trainer(settings, TrainingListener.NONE).train(Textures.set(2, 20, 1), SMALL);
        assertEquals(4, result.bestEpoch());
        assertFalse(result.validation().isPresent());
        assertFalse(result.test().isPresent());
    }

    /** What decides when to stop and what to keep has no field through which it could reach the test part. */
    @Test
    void theTrainingCannotReachTheTestPart() {
        Set<Class<?>> types = new HashSet<>();
        for (Class<?> type : List.of(TrainingLoop.class, LearningCurve.class, Learner.class, ClassificationTask.class,
                TrainingPart.class, Development.class)) {
            for (Field field : type.getDeclaredFields()) {
                types.add(field.getType());
            }
        }
        assertTrue(types.contains(Development.class) && types.contains(Dataset.class), types.toString());
        assertFalse(types.contains(Split.class) || types.contains(TestPart.class), types.toString());
    }
}
