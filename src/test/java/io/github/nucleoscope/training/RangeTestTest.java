package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.BatchSettings.Balance;
import org.junit.jupiter.api.Test;

class RangeTestTest {

    private static final Architecture SMALL = Architecture.parse("8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc16 - o");
    private static final TrainingSettings SETTINGS = SettingsOf.training(2e-4, 16, 5);

    private static RangeTest test(Dataset train) {
        return RangeTest.of(train, Textures.PREPARATION.crops(), SMALL, SETTINGS, TrainingListener.NONE);
    }

    @Test
    void findsARateThatLearns() {
        Dataset train = Textures.set(2, 60, 1).dataset();
        RangeTest found = test(train);
        double rate = found.chosen().orElseThrow();
        // RMSProp moves each weight by about the rate in each step; weights are a few tenths. A rate of 1e-5 does next
        // to nothing in 300 steps, and one of 0.1 rewrites all weights in a few: what learns lies well between.
        assertTrue(rate > 2e-5 && rate < 0.02, found.reason());
        // The rate that was chosen learns.
        TrainingResult result = new Trainer(SETTINGS.withOptimiser(SETTINGS.optimiser().withLearningRate(rate))
                .withEpochs(10), TrainingListener.NONE).train(Textures.set(2, 60, 1), SMALL);
        assertTrue(result.history().get(9).trainLoss() < 0.5 * found.chance());
    }

    @Test
    void ratesGrowExponentiallyAndTheSmoothedLossIsTheCorrectedRunningMean() {
        RangeTest found = test(Textures.set(2, 60, 1).dataset());
        List<RangeTest.Point> points = found.points();
        assertEquals(1e-5, points.get(0).rate(), 1e-15);
        double factor = Math.pow(10, 4.0 / (RangeTest.STEPS - 1));
        for (int i = 1; i < points.size(); i++) {
            assertEquals(factor, points.get(i).rate() / points.get(i - 1).rate(), 1e-9);
        }
        // By its definition: weights 0.9^k of the past, divided by their sum.
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < 20; i++) {
            sum += Math.pow(0.9, 19 - i) * points.get(i).loss();
            weights += Math.pow(0.9, 19 - i);
        }
        assertEquals(sum / weights, points.get(19).smoothed(), 1e-9);
    }

    @Test
    void theSameSeedGivesTheSameCurve() {
        Dataset train = Textures.set(2, 30, 2).dataset();
        assertEquals(test(train), test(train));
    }

    @Test
    void noiseGivesNoRate() {
        // Crops without anything to tell the classes by, each seen less than twice.
        Random random = new Random(3);
        Dataset chequered = Textures.set(2, 1000, 4).dataset();
        List<LabelledCrop> crops = new ArrayList<>();
        for (LabelledCrop crop : chequered.crops()) {
            crops.add(new LabelledCrop(crop.crop(), random.nextInt(2)));
        }
        RangeTest found = test(new Dataset(chequered.classNames(), crops));
        assertEquals(Optional.empty(), found.chosen());
        assertTrue(found.reason().startsWith("flat"), found.reason());
    }

    @Test
    void cancellingEndsItBeforeTheNextMiniBatch() {
        int[] done = {0};
        RangeTest found = RangeTest.of(Textures.set(2, 30, 2).dataset(), Textures.PREPARATION.crops(), SMALL, SETTINGS,
                new TrainingListener() {
                    @Override
                    public void batchDone(long now, long all) {
                        done[0]++;
                    }

                    @Override
                    public boolean isCancelled() {
                        return done[0] == 3;
                    }
                });
        assertTrue(found.cancelled());
        assertEquals(3, found.points().size());
        assertEquals(Optional.empty(), found.chosen());
    }

    @Test
    void chanceIsTheEntropyOfWhatTheLossSees() {
        Dataset data = Textures.set(2, 20, 1).dataset();
        int[] some = new int[25];
        for (int i = 0; i < some.length; i++) {
            some[i] = i;
        }
        Dataset skewed = data.subset(some);
        assertEquals(Math.log(2), RangeTest.chance(skewed, SETTINGS), 1e-12);
        TrainingSettings natural = SETTINGS.withBatches(new BatchSettings(16, Balance.NONE,
                SETTINGS.batches().augmentation()));
        // 20 of 25 and 5 of 25: -0.8 ln 0.8 - 0.2 ln 0.2.
        assertEquals(0.5004024235381879, RangeTest.chance(skewed, natural), 1e-12);
    }
}
