package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

import io.github.nucleoscope.classifier.CropClassifier;
import io.github.nucleoscope.classifier.Member;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.classifier.Recalibration;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings.Balance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleTrainerTest {

    private static final StartingPoint NETWORK = new StartingPoint.Random(
            Architecture.parse("4conv3x3 - bn - mp4x4 - drop0.3 - fc8 - o"));
    private static final int MEMBERS = 3;

    /** At most 8 epochs, in lengths of 2 and 8 if the schedule is a cosine. */
    private static TrainingSettings training(Schedule.Shape shape) {
        return SettingsOf.training(3e-3, 4, 8).withSchedule(new Schedule(shape, 0))
                .withBatches(new BatchSettings(4, 90, Balance.BATCHES, Augmentation.FULL));
    }

    private static EnsembleSettings settings(ClassifierKind kind) {
        return new EnsembleSettings(Recipe.STANDARD, MEMBERS, kind, training(Schedule.Shape.COSINE));
    }

    private static TrainingResult train(TrainingSet set, EnsembleSettings settings) {
        return new EnsembleTrainer(settings, TrainingListener.NONE).train(set, NETWORK, Optional.empty());
    }

    /** Keeps all checkpoints of a training, and ends it after some epochs. */
    private static final class Checkpoints implements TrainingListener {

        private final int most;
        private final List<Checkpoint> made = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<EpochRecord> epochs = new ArrayList<>();
        private final Set<Thread> threads = new HashSet<>();

        private Checkpoints(int most) {
            this.most = most;
        }

        @Override
        public void begins(int length) {
            lengths.add(length);
        }

        @Override
        public void checkpoint(Supplier<Checkpoint> checkpoint) {
            made.add(checkpoint.get());
        }

        @Override
        public void epochDone(EpochRecord epoch) {
            epochs.add(epoch);
        }

        @Override
        public void batchDone(long done, long all) {
            threads.add(Thread.currentThread());
            assertTrue(done <= all, done + " of " + all);
        }

        @Override
        public boolean isCancelled() {
            return made.size() >= most;
        }
    }

    private static void assertSame(TrainingResult expected, TrainingResult found) {
        assertEquals(expected.decisions(), found.decisions());
        List<Network> networks = found.classifier().networks();
        for (int m = 0; m < MEMBERS; m++) {
            assertArrayEquals(expected.classifier().networks().get(m).parameters(), networks.get(m).parameters());
        }
        assertEquals(expected.classifier().recalibration(), found.classifier().recalibration());
        assertEquals(expected.bestEpoch(), found.bestEpoch());
        assertEquals(losses(expected), losses(found));
        assertEquals(expected.outOfFold().orElseThrow().evaluation(), found.outOfFold().orElseThrow().evaluation());
    }

    private static List<Double> losses(TrainingResult result) {
        return result.history().stream().map(EpochRecord::validationLoss).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Schedule.Shape.class, names = {"COSINE", "CONSTANT"})
    void aTrainingThatWasStoppedGoesOnBitByBit(Schedule.Shape shape) {
        EnsembleSettings settings = new EnsembleSettings(Recipe.STANDARD, MEMBERS, ClassifierKind.NETWORK,
                training(shape).withPatience(3));
        TrainingSet set = Textures.set(2, 30, 1);
        Checkpoints whole = new Checkpoints(Integer.MAX_VALUE);
        TrainingResult expected = new EnsembleTrainer(settings, whole).train(set, NETWORK, Optional.empty());
        assertEquals(Set.of(Thread.currentThread()), whole.threads);
        assertEquals(whole.made.size(), whole.epochs.size());
        // Before, at and after the end of the first length, and at the end of all.
        for (int stop : new int[] {1, 4, 5, whole.made.size()}) {
            Checkpoint from = whole.made.get(stop - 1);
            assertSame(expected, new EnsembleTrainer(settings, TrainingListener.NONE).train(set, NETWORK,
                    Optional.of(from)));
        }
    }

    /** Also if it is stopped by the listener, and not by the end of the process. */
    @Test
    void whatIsCancelledKeepsTheNetworksSoFar() {
        EnsembleSettings settings = settings(ClassifierKind.NETWORK);
        TrainingSet set = Textures.set(2, 30, 1);
        Checkpoints stopped = new Checkpoints(1);
        TrainingResult result = new EnsembleTrainer(settings, stopped).train(set, NETWORK, Optional.empty());
        assertTrue(result.cancelled());
        assertEquals(1, result.history().size());
        assertEquals(MEMBERS, result.classifier().networks().size());
        assertSame(new EnsembleTrainer(settings, TrainingListener.NONE).train(set, NETWORK, Optional.empty()),
                new EnsembleTrainer(settings, TrainingListener.NONE).train(set, NETWORK,
                        Optional.of(stopped.made.get(0))));
        Checkpoints atOnce = new Checkpoints(0);
        assertThrows(TrainingException.class,
                () -> new EnsembleTrainer(settings, atOnce).train(set, NETWORK, Optional.empty()));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        Checkpoints stopped = new Checkpoints(1);
        TrainingSet set = Textures.set(2, 30, 1);
        new EnsembleTrainer(settings(ClassifierKind.NETWORK), stopped).train(set, NETWORK, Optional.empty());
        Optional<Checkpoint> from = Optional.of(stopped.made.get(0));
        EnsembleSettings four = new EnsembleSettings(Recipe.STANDARD, 4, ClassifierKind.NETWORK,
                training(Schedule.Shape.COSINE));
        assertTrue(assertThrows(InputException.class, () -> new EnsembleTrainer(four, TrainingListener.NONE)
                .train(set, NETWORK, from)).getMessage().contains("members is '3' and not '4'"));
    }

    /** The answers out of fold, worked out here from the members and the folds. */
    @ParameterizedTest
    @EnumSource(value = ClassifierKind.class, names = {"NETWORK", "MEASUREMENTS", "BOTH"})
    void everyNucleusIsJudgedByMembersThatHadNotSeenIt(ClassifierKind kind) {
        TrainingSet set = Textures.set(2, 30, 3);
        TrainingResult result = train(set, settings(kind));
        NucleusClassifier classifier = result.classifier();
        int kinds = kind == ClassifierKind.NETWORK ? 1 : kind == ClassifierKind.MEASUREMENTS ? 2 : 3;
        assertEquals(kinds * MEMBERS, classifier.members().size());
        assertEquals(set.dataset().size(), result.outOfFold().orElseThrow().answers().size());
        List<Fold> folds = new GroupedFolds(MEMBERS, 1).folds(set.dataset()).folds();
        for (Judgement.Answer answer : result.outOfFold().orElseThrow().answers()) {
            int unseenBy = -1;
            for (int m = 0; m < MEMBERS; m++) {
                unseenBy = folds.get(m).test().crops().contains(answer.crop()) ? m : unseenBy;
            }
            List<Member> members = new ArrayList<>();
            for (int k = 0; k < kinds; k++) {
                members.add(classifier.members().get(k * MEMBERS + unseenBy));
            }
            assertArrayEquals(answer(with(classifier, members), answer.crop().crop()),
                    answer.prediction().probabilities(), 1e-6);
        }
        assertEquals("all nuclei that were trained on, each judged by members that had not seen it: 60 nuclei of 3"
                + " source images", classifier.provenance().heldOut().get(0).measuredOn());
        assertEquals(kind.name(), classifier.provenance().training().get("made_of"));
    }

    private static NucleusClassifier with(NucleusClassifier classifier, List<Member> members) {
        return new NucleusClassifier(members, classifier.classes(), classifier.preparation(),
                classifier.testTimeAugmentation(), classifier.recalibration(), classifier.provenance());
    }

    private static double[] answer(NucleusClassifier classifier, Crop crop) {
        try (CropClassifier atWork = new CropClassifier(classifier)) {
            return atWork.predict(List.of(crop)).get(0).probabilities();
        }
    }

    @Test
    void theLengthIsThatWithTheLowestScoreOfThoseThatWereTried() {
        Checkpoints listener = new Checkpoints(Integer.MAX_VALUE);
        TrainingResult result = new EnsembleTrainer(settings(ClassifierKind.NETWORK), listener)
                .train(Textures.set(2, 30, 1), NETWORK, Optional.empty());
        // Two epochs are 180 mini-batches of 4, in which each of the 60 crops comes 12 times; one would be half.
        assertEquals(List.of(2, 8), listener.lengths);
        assertTrue(listener.lengths.contains(result.history().size()));
        assertEquals(result.history().size(), result.bestEpoch());
        assertEquals(listener.lengths.stream().mapToInt(length -> length).sum(), listener.epochs.size());
        // The learning rate of a cosine is at its end near 0: nothing was cut short.
        EpochRecord last = result.history().get(result.history().size() - 1);
        assertTrue(last.learningRate() < 0.5 * 3e-3, "learning rate " + last.learningRate());
    }

    /** The brightness of a nucleus is in the measurements, and random labels are nowhere. */
    @Test
    void theKindOfTheMembersIsTheOneThatIsBetter() {
        Dataset noise = new Dataset(List.of("a", "b"), Textures.set(2, 40, 1).dataset().crops());
        double[][] right = new double[noise.size()][];
        double[][] chance = new double[noise.size()][];
        double[][] unsure = new double[noise.size()][];
        Random random = new Random(1);
        for (int i = 0; i < right.length; i++) {
            int truth = noise.crops().get(i).classIndex();
            right[i] = new double[] {truth == 0 ? 0.9 : 0.1, truth == 0 ? 0.1 : 0.9};
            double p = random.nextDouble();
            chance[i] = new double[] {p, 1 - p};
            unsure[i] = new double[] {(right[i][0] + p) / 2, (right[i][1] + 1 - p) / 2};
        }
        OutOfFold good = new OutOfFold(noise, right);
        OutOfFold bad = new OutOfFold(noise, chance);
        OutOfFold both = new OutOfFold(noise, unsure);
        assertEquals(ClassifierKind.NETWORK, KindChoice.of(Map.of(ClassifierKind.NETWORK, good,
                ClassifierKind.MEASUREMENTS, bad, ClassifierKind.BOTH, both)).kind());
        assertEquals(ClassifierKind.MEASUREMENTS, KindChoice.of(Map.of(ClassifierKind.NETWORK, bad,
                ClassifierKind.MEASUREMENTS, good, ClassifierKind.BOTH, both)).kind());
        // No difference beyond chance: both.
        assertEquals(ClassifierKind.BOTH, KindChoice.of(Map.of(ClassifierKind.NETWORK, good,
                ClassifierKind.MEASUREMENTS, good, ClassifierKind.BOTH, good)).kind());
    }

    @Test
    void theTestPartIsSealedUntilTheEndAndNotTrainedOn() {
        TrainingSet set = Textures.set(2, 60, 1);
        TrainingResult result = train(set, new EnsembleSettings(Recipe.STANDARD, MEMBERS, ClassifierKind.BOTH,
                training(Schedule.Shape.COSINE).withParts(0, 0.3)));
        Set<LabelledCrop> tested = new HashSet<>();
        result.test().orElseThrow().answers().forEach(answer -> tested.add(answer.crop()));
        assertFalse(tested.isEmpty());
        assertTrue(result.outOfFold().orElseThrow().answers().stream()
                .noneMatch(answer -> tested.contains(answer.crop())));
        assertEquals(set.dataset().size(), tested.size() + result.outOfFold().get().answers().size());
        assertEquals(result.test(), result.judged());
    }

    /** One fold of one image each, so that the figures say what the split cannot do. */
    @Test
    void tooFewNucleiAreSaidFirst() {
        List<String> advice = train(Textures.set(2, 8, 1), settings(ClassifierKind.MEASUREMENTS)).advice();
        assertEquals("Too few nuclei of \"squares1\" to rely on: there are 8. Label 22 more of them next.",
                advice.get(0));
        assertEquals("Too few nuclei of \"squares2\" to rely on: there are 8. Label 22 more of them next.",
                advice.get(1));
        assertEquals(List.of(), train(Textures.set(2, 40, 1), settings(ClassifierKind.MEASUREMENTS)).advice());
    }

    @Test
    void membersThatDisagreeAboutEveryThirdNucleusAreSaidFirst() {
        TrainingSet set = Textures.set(2, 40, 1);
        Random random = new Random(3);
        TrainingSet shuffled = new TrainingSet(new Dataset(set.dataset().classNames(), set.dataset().crops().stream()
                .map(crop -> new LabelledCrop(crop.crop(), random.nextInt(2))).toList()), set.preparation(),
                set.description(), set.warnings());
        List<String> advice = train(shuffled, settings(ClassifierKind.MEASUREMENTS)).advice();
        assertTrue(advice.get(0).matches("The members of the classifier disagree about [0-9]+ % of the nuclei: more"
                + " labels would help\\. Label [0-9]+ more of \"squares[12]\" next, .*"), advice.toString());
    }

    @Test
    void aSingleNetworkIsTrainedAsBefore() {
        TrainingSet set = Textures.set(2, 40, 1);
        TrainingSettings single = training(Schedule.Shape.CONSTANT).withParts(0.25, 0.25);
        TrainingResult expected = new Trainer(single, TrainingListener.NONE).train(set, NETWORK.architecture(2));
        TrainingResult found = train(set, EnsembleSettings.single(Recipe.STANDARD, single));
        assertArrayEquals(expected.classifier().network().parameters(), found.classifier().network().parameters());
        assertTrue(found.outOfFold().isEmpty());
        assertTrue(found.classifier().recalibration().isNone());
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        TrainingSettings training = training(Schedule.Shape.COSINE);
        assertThrows(InputException.class,
                () -> new EnsembleSettings(Recipe.STANDARD, 0, ClassifierKind.AUTO, training));
        assertThrows(InputException.class,
                () -> new EnsembleSettings(Recipe.STANDARD, 21, ClassifierKind.AUTO, training));
        assertThrows(InputException.class,
                () -> new EnsembleSettings(Recipe.STANDARD, 1, ClassifierKind.BOTH, training));
        assertNotEquals(Recalibration.none(2), new Recalibration(2, List.of(0.0, 0.0)));
        assertThrows(InputException.class, () -> train(Textures.set(2, 1, 1), settings(ClassifierKind.AUTO)),
                "two folds need two nuclei of each class");
    }

    /** A choice among lengths takes seconds, and by so few nuclei it would be a lottery. */
    @Test
    void theQuickRecipeTrainsOnceOnFewNuclei() {
        for (int nuclei : new int[] {98, 100}) {
            Checkpoints listener = new Checkpoints(Integer.MAX_VALUE);
            // A quarter, 12 epochs of 25 mini-batches of 2, would show each crop 6 times.
            new EnsembleTrainer(new EnsembleSettings(Recipe.QUICK, 2, ClassifierKind.NETWORK,
                    training(Schedule.Shape.COSINE).withEpochs(48).withBatches(new BatchSettings(2, 25,
                            Balance.NONE, Augmentation.FLIPS))), listener).train(
                                    Textures.set(2, nuclei / 2, 1), NETWORK, Optional.empty());
            assertEquals(nuclei < 100 ? List.of(24) : List.of(24, 48), listener.lengths);
        }
    }
}
