package io.github.nucleoscope.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.Recipe;
import org.junit.jupiter.api.Test;

class TrialTest {

    /** 100 crops of two classes in each part; the balanced accuracies are 1 minus the losses. */
    private static Trial trial(double... losses) {
        List<EpochRecord> history = new ArrayList<>();
        for (double loss : losses) {
            history.add(new EpochRecord(history.size() + 1, 1e-3, loss, 0, 1 - loss, 0, 0, 1 - loss, 1));
        }
        int[] classes = new int[100];
        for (int i = 50; i < 100; i++) {
            classes[i] = 1;
        }
        Answers answers = Answers.of(2, classes, classes, new double[100], classes);
        return new Trial("network", new Subject(Architecture.SHALLOW, Recipe.ORIGINAL.settings()), history, List.of(),
                Optional.of(new Trial.OnBothParts(answers, answers)), Optional.empty());
    }

    @Test
    void oneEpochThatJumpsDecidesNothing() {
        Trial jumped = trial(0.6, 0.2, 0.1, 0.9);
        assertEquals(0.2, jumped.trainLoss(), 1e-12);
        assertEquals(0.8, jumped.trainBalancedAccuracy(), 1e-12);
        assertEquals(0.8, jumped.validationBalancedAccuracy(), 1e-12);
        assertEquals(0.15, trial(0.1, 0.2).trainLoss(), 1e-12);
    }

    @Test
    void aLossFallsByTheSlopeOfTheLineThroughItsLastFourEpochs() {
        assertEquals(0.1, trial(5, 0.6, 0.5, 0.4, 0.3).fall(), 1e-12);
        // By hand: (1.5 * 0.606 + 0.5 * 0.446 - 0.5 * 0.282 - 1.5 * 0.430) / 5.
        assertEquals(0.0692, trial(0.606, 0.446, 0.282, 0.430).fall(), 1e-9);
        assertEquals(0.2, trial(0.5, 0.3).fall(), 1e-12);
        assertEquals(0, trial(0.5).fall(), 0);
    }

    @Test
    void fitsItsTrainingCropsWhereTheyAreClearlyAboveChance() {
        // Of 100 crops the standard error of a half is 0.05: 0.7 is four of them above.
        assertTrue(trial(0.29, 0.29, 0.29).fitsTraining());
        assertFalse(trial(0.31, 0.31, 0.31).fitsTraining());
    }
}
