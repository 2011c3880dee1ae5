package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.nucleoscope.classifier.CropNetwork;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropPixels;
import io.github.nucleoscope.training.BatchSettings.Balance;
import io.github.nucleoscope.training.Calibration.Prior;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether training does what its settings say, seen on networks so small that each weight tells what it met. */
class TrainerSettingsTest {

    private static final Architecture LINEAR = Architecture.parse("o");
    private static final String LINEAR_WEIGHTS = "1_o_weights";

    /** So small that no weight moves by more than rounding shows. */
    private static final double STANDING_STILL = 1e-12;

    private static TrainingResult train(TrainingSet set, Architecture architecture, TrainingSettings settings) {
        return new Trainer(settings, TrainingListener.NONE).train(set, architecture);
    }

    private static TrainingSettings settings(double learningRate, int batch, int epochs, boolean augment) {
        TrainingSettings settings = SettingsOf.training(learningRate, batch, epochs).withPatience(1).withSeed(3);
        return augment ? settings : settings.withBatches(settings.batches().withAugmentation(Augmentation.NONE));
    }

    /** The weights before training: the seed decides them. */
    private static Network start(TrainingResult result, Initialisation initialisation, long seed) {
        Network trained = result.classifier().network();
        return Network.initialise(trained.architecture(), trained.input(), trained.standardisation(), initialisation,
                seed);
    }

    /** How far each weight of a layer went. */
    private static double[] moved(TrainingResult result, String layer) {
        float[] before = start(result, Initialisation.HE_NORMAL, 3).weights().get(layer).values();
        float[] after = result.classifier().network().weights().get(layer).values();
        double[] moved = new double[before.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = after[i] - before[i];
        }
        return moved;
    }

    /**
     * With mini-batches of one crop, a mask that never changed would leave the weights of the dropped inputs where they
     * started. Either all steps are in one epoch, or each epoch has only two.
     */
    @ParameterizedTest
    @CsvSource({"30, 1", "1, 30"})
    void eachStepDropsOthers(int cropsPerClass, int epochs) {
        TrainingResult result = train(Textures.set(2, cropsPerClass, 1), Architecture.parse("drop0.5 - o"),
                settings(1e-3, 1, epochs, false));
        double[] moved = moved(result, "2_o_weights");
        assertEquals(Textures.SIZE * Textures.SIZE, moved.length);
        for (int i = 0; i < moved.length; i++) {
            assertTrue(Math.abs(moved[i]) > 1e-6, "weight " + i + " was never trained");
        }
    }

    /** Class a is blank, class b too but for its top left corner; ten crops each. */
    private static TrainingSet withABrightCorner() {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            float[] pixels = new float[Textures.SIZE * Textures.SIZE];
            pixels[0] = i % 2 == 0 ? 0 : 200;
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, Textures.SIZE, 1), "image" + i, 1),
                    i % 2));
        }
        return new TrainingSet(new Dataset(List.of("a", "b"), crops), Textures.PREPARATION, "corners", List.of());
    }

    @Test
    void augmentationTurnsTheCornerIntoAllCorners() {
        int last = Textures.SIZE - 1;
        int[] otherCorners = {last, last * Textures.SIZE, last * Textures.SIZE + last};
        int middle = Textures.SIZE * Textures.SIZE / 2 + Textures.SIZE / 2;
        double[] plain = moved(train(withABrightCorner(), LINEAR, settings(1e-3, 20, 50, false)), LINEAR_WEIGHTS);
        double[] augmented = moved(train(withABrightCorner(), LINEAR, settings(1e-3, 20, 50, true)), LINEAR_WEIGHTS);
        assertTrue(Math.abs(plain[0] - plain[middle]) > 1e-4, "the bright corner is not learnt");
        for (int corner : otherCorners) {
            // Without augmentation these pixels are as blank as any other.
            assertEquals(plain[middle], plain[corner], 1e-6, "corner " + corner);
            assertTrue(Math.abs(augmented[corner] - augmented[middle]) > 1e-4, "corner " + corner + " stayed blank");
        }
    }

    @Test
    void theTrainingPartAloneDecidesTheStandardisation() {
        List<LabelledCrop> crops = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            float[] pixels = new float[Textures.SIZE * Textures.SIZE];
            for (int v = 0; v < pixels.length; v++) {
                pixels[v] = 10 * (i / 5) + random.nextFloat(); // each image is brighter than the one before
            }
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, Textures.SIZE, 1),
                    "image" + i / 5, i), i % 2));
        }
        TrainingSet set = new TrainingSet(new Dataset(List.of("a", "b"), crops), Textures.PREPARATION, "", List.of());
        TrainingResult result = train(set, LINEAR,
                SettingsOf.training(1e-3, 16, 1).withParts(0.3, 0.3));
        assertTrue(result.split().validation().size() > 0 && result.split().test().size() > 0);
        double[] expected = meanAndDeviation(result.split().train());
        Standardisation used = result.classifier().network().standardisation();
        assertEquals(expected[0], used.means().get(0), 1e-6);
        assertEquals(expected[1], used.deviations().get(0), 1e-6);
        assertTrue(Math.abs(meanAndDeviation(set.dataset())[0] - used.means().get(0)) > 0.1,
                "all parts have the same mean");
    }

    private static double[] meanAndDeviation(Dataset part) {
        double mean = 0;
        int count = part.size() * Textures.SIZE * Textures.SIZE;
        for (LabelledCrop crop : part.crops()) {
            for (float value : crop.crop().values()) {
                mean += value / count;
            }
        }
        double variance = 0;
        for (LabelledCrop crop : part.crops()) {
            for (float value : crop.crop().values()) {
                variance += (value - mean) * (value - mean) / count;
            }
        }
        return new double[] {mean, Math.sqrt(variance)};
    }

    @Test
    void theSeedDecidesTheSplit() {
        TrainingSet set = Textures.set(2, 80, 1);
        Set<List<String>> trainingImages = new HashSet<>();
        for (long seed = 1; seed <= 4; seed++) {
            trainingImages.add(train(set, LINEAR, SettingsOf.training(1e-3, 16, 1).withParts(0.25, 0.25)
                    .withSeed(seed)).split().train().sources());
        }
        assertTrue(trainingImages.size() > 1, "four seeds, one split: " + trainingImages);
    }

    @Test
    void theFirstTrainingLossIsTheMeanLossOfTheNetworkAtItsStart() {
        // Forty crops of each class make five mini-batches of sixteen: each crop passes by once.
        TrainingSet set = Textures.set(2, 40, 1);
        TrainingResult result = train(set, LINEAR, settings(STANDING_STILL, 16, 1, false));
        double expected = 0;
        int right = 0;
        try (Inference inference = new Inference(start(result, Initialisation.HE_NORMAL, 3))) {
            List<float[]> logits = inference.logits(set.dataset().crops().stream()
                    .map(crop -> crop.crop().values()).toList());
            for (int i = 0; i < 80; i++) {
                expected += Loss.of(logits.get(i), set.dataset().crops().get(i).classIndex()) / 80;
                right += Loss.mostProbable(logits.get(i)) == set.dataset().crops().get(i).classIndex() ? 1 : 0;
            }
        }
        assertEquals(expected, result.history().get(0).trainLoss(), 1e-4);
        assertEquals(right / 80.0, result.history().get(0).trainAccuracy(), 1e-12);
        assertEquals(right / 80.0, result.history().get(0).trainBalancedAccuracy(), 1e-12);
    }

    @Test
    void theTrainingLossOfWhatCannotBeLearntIsLnTwo() {
        // Blank crops but for a speck of noise: what is left to learn is the bias, which starts where it ends.
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            float[] pixels = new float[Textures.SIZE * Textures.SIZE];
            pixels[0] = i / 2 % 2;
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, Textures.SIZE, 1), "i" + i, 0),
                    i % 2));
        }
        TrainingSet set = new TrainingSet(new Dataset(List.of("a", "b"), crops), Textures.PREPARATION, "", List.of());
        TrainingResult result = train(set, LINEAR, settings(1e-3, 16, 40, false));
        assertEquals(Math.log(2), result.history().get(39).trainLoss(), 0.02);
    }

    @ParameterizedTest
    @EnumSource(Initialisation.class)
    void theInitialisationIsTheOneThatWasChosenAndTheModelSaysSo(Initialisation initialisation) {
        TrainingResult result = train(Textures.set(2, 10, 1), LINEAR,
                settings(STANDING_STILL, 4, 1, false).withInitialisation(initialisation).withSeed(8));
        float[] expected = start(result, initialisation, 8).weights().get(LINEAR_WEIGHTS).values();
        float[] found = result.classifier().network().weights().get(LINEAR_WEIGHTS).values();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-6, "weight " + i);
        }
        assertEquals(initialisation.name(), result.classifier().provenance().training().get("initialisation"));
    }

    @Test
    void theModelSaysHowItWasTrained() {
        TrainingSettings settings = new TrainingSettings(Initialisation.GLOROT_UNIFORM,
                new OptimiserSettings(Algorithm.ADAMW, 0.002, 0.01, 3), new Schedule(Schedule.Shape.COSINE, 1),
                new BatchSettings(7, Balance.WEIGHTS, Augmentation.NONE), 0.1, 3, 5, 0.25, 0.2, Prior.NATURAL, true,
                11);
        Map<String, String> training = train(Textures.set(2, 40, 1), LINEAR, settings).classifier().provenance()
                .training();
        Map<String, String> expected = new HashMap<>(Map.of("initialisation", "GLOROT_UNIFORM",
                "learning_rate", "0.002",
                "weight_decay", "0.01", "gradient_clipping", "norm 3.0", "schedule", "COSINE", "warmup_epochs", "1",
                "batch_size", "7", "balance", "weights", "augmentation", "none", "label_smoothing", "0.1"));
        expected.putAll(Map.of("epochs", "3", "patience", "5", "validation_fraction", "0.25", "test_fraction", "0.2",
                "prior", "NATURAL", "seed", "11", "epochs_run", "3",
                "optimiser", "AdamW, decays 0.9 and 0.999, epsilon 1e-8"));
        expected.forEach((name, value) -> assertEquals(value, training.get(name), name));
        assertTrue(training.get("best_epoch").matches("[123]"), training.get("best_epoch"));
        assertTrue(training.get("calibration").endsWith("fitted on the 20 crops of the validation part for the class "
                + "frequencies of the training data"), training.get("calibration"));
    }

    /** It is that of the means over the flips and turns, which the classifier's answers are made of. */
    @Test
    void theCalibrationIsOfWhatTheClassifierAnswers() {
        TrainingSettings settings = Recipe.STANDARD.settings().withEpochs(2).withParts(0.4, 0).withBatches(
                new BatchSettings(16, Balance.BATCHES, Augmentation.FLIPS));
        TrainingResult result = train(Textures.set(2, 50, 1), Architecture.parse("4conv3x3 - mp4x4 - fc8 - o"),
                settings);
        assertTrue(result.classifier().testTimeAugmentation());
        assertEquals("mean over flips and quarter turns",
                result.classifier().provenance().training().get("test_time_augmentation"));
        Calibration found = result.calibration();
        Dataset validation = result.split().validation();
        List<float[]> logits;
        try (CropNetwork uncalibrated = new CropNetwork(found.removeFrom(result.classifier().network()), true)) {
            logits = uncalibrated.logits(validation.crops().stream().map(LabelledCrop::crop).toList());
        }
        Calibration expected = Calibration.fit(logits, validation.classIndices(), new double[] {0.5, 0.5}, "");
        assertEquals(expected.temperature(), found.temperature(), 1e-4);
        assertEquals(expected.offsets().get(0), found.offsets().get(0), 1e-4);
        assertTrue(found.temperature() != 1, found.description());
    }

    /** Only who was trained on flipped crops is asked about them, and by the original recipe nobody is. */
    @Test
    void onlyFlippedCropsAreAnsweredForByTheirMeans() {
        TrainingSettings standard = Recipe.STANDARD.settings();
        assertTrue(standard.averagesOverViews());
        assertFalse(standard.withBatches(standard.batches().withAugmentation(Augmentation.NONE)).averagesOverViews());
        assertFalse(Recipe.ORIGINAL.settings().averagesOverViews());
        TrainingResult result = train(Textures.set(2, 20, 1), LINEAR, settings(0.01, 16, 1, true));
        assertFalse(result.classifier().testTimeAugmentation());
        assertNull(result.classifier().provenance().training().get("test_time_augmentation"));
    }

    /** Of 20 crops an epoch has two mini-batches of 16, or as many as are asked for. */
    @Test
    void aSmallSetIsRepeatedUntilAnEpochHasItsMiniBatches() {
        int[] steps = new int[2];
        for (int i = 0; i < 2; i++) {
            int which = i;
            TrainingSettings settings = settings(0.01, 16, 3, true).withBatches(
                    new BatchSettings(16, i == 0 ? 1 : 7, Balance.BATCHES, Augmentation.FLIPS));
            new Trainer(settings, new TrainingListener() {
                @Override
                public void batchDone(long batch, long batches) {
                    steps[which]++;
                    assertEquals(3 * (which == 0 ? 2 : 7), batches);
                }
            }).train(Textures.set(2, 10, 1), LINEAR);
        }
        assertEquals(3 * 2, steps[0]);
        assertEquals(3 * 7, steps[1]);
    }

    @Test
    void theLearningRateFollowsTheSchedule() {
        TrainingSettings settings = settings(0.01, 16, 4, false).withSchedule(new Schedule(Schedule.Shape.STEP, 0));
        assertEquals(List.of(0.01, 0.01, 0.001, 0.0001), train(Textures.set(2, 40, 1), LINEAR, settings).history()
                .stream().map(epoch -> Math.round(epoch.learningRate() * 1e6) / 1e6).toList());
    }

    /** What cannot be told apart comes out as its frequency, as far as the training was told of it. */
    @ParameterizedTest
    @CsvSource({"BATCHES, 0.333", "WEIGHTS, 0.333", "NONE, 0.125"})
    void balanceDecidesWhatAFrequentClassCounts(Balance balance, double expected) {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            float[] pixels = new float[Textures.SIZE * Textures.SIZE];
            pixels[0] = i / 8 % 2;
            // Of eight crops six are of class a, and one each of b and c.
            crops.add(new LabelledCrop(new Crop(CropPixels.of(pixels, Textures.SIZE, 1), "i" + i, 0),
                    i % 8 < 6 ? 0 : i % 8 - 5));
        }
        TrainingSet set = new TrainingSet(new Dataset(List.of("a", "b", "c"), crops), Textures.PREPARATION, "",
                List.of());
        TrainingSettings settings = settings(0.02, 16, 60, false)
                .withBatches(new BatchSettings(16, balance, Augmentation.NONE));
        double[] probabilities = Judgement.of(train(set, LINEAR, settings).classifier(), set.dataset()).answers()
                .get(0).prediction().probabilities();
        assertEquals(expected, probabilities[1], 0.05, balance + ": " + Arrays.toString(probabilities));
        assertEquals(expected, probabilities[2], 0.05, balance + ": " + Arrays.toString(probabilities));
    }

    @Test
    void labelSmoothingKeepsTheNetworkFromBeingTooSure() {
        // One mini-batch of corners that a linear network learns by heart.
        TrainingSettings settings = settings(0.1, 20, 60, false);
        double sure = worstLoss(withABrightCorner(), settings);
        double smooth = worstLoss(withABrightCorner(), settings.withLabelSmoothing(0.2));
        assertTrue(sure < 0.01, "loss " + sure);
        // The best answer to a label of 0.9 is 0.9.
        assertEquals(-Math.log(0.9), smooth, 0.03);
    }

    private static double worstLoss(TrainingSet set, TrainingSettings settings) {
        return Judgement.of(train(set, LINEAR, settings).classifier(), set.dataset()).answers().stream()
                .mapToDouble(answer -> -Math.log(answer.prediction().probabilities()[answer.truth()])).max()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyOptimiserLearnsThreeClasses(Algorithm algorithm) {
        double rate = algorithm == Algorithm.SGD ? 0.02 : 5e-3;
        TrainingSettings settings = SettingsOf.training(rate, 16, 12).withOptimiser(
                new OptimiserSettings(algorithm, rate, 1e-4, 5)).withSchedule(new Schedule(Schedule.Shape.COSINE, 2))
                .withParts(0.25, 0);
        TrainingResult result = train(Textures.set(3, 40, 1), Architecture.parse("8conv3x3 - mp4x4 - fc16 - o"),
                settings);
        assertTrue(result.validation().orElseThrow().evaluation().balancedAccuracy().value() > 0.9,
                algorithm + ": " + result.history());
    }
}
