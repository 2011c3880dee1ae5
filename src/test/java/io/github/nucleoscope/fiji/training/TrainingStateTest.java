package io.github.nucleoscope.fiji.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.nucleoscope.training.EpochRecord;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

    private static EpochRecord epoch(int number, double validationLoss, double seconds) {
        return new EpochRecord(number, 2e-4, 0.6, 0.7, 0.7, validationLoss, 0.7, 0.7, seconds);
    }

    private static TrainingState state(EpochRecord... epochs) {
        return new TrainingState(List.of(epochs), 300, false, 0, 0, 0);
    }

    @Test
    void theFirstEpochOfLowestValidationLossIsTheBest() {
        assertEquals(0, state().bestEpoch());
        assertEquals(2, state(epoch(1, 0.7, 1), epoch(2, 0.5, 1), epoch(3, 0.5, 1), epoch(4, 0.6, 1)).bestEpoch());
    }

    @Test
    void withoutValidationTheLastEpochIsKept() {
        assertEquals(3, state(epoch(1, Double.NaN, 1), epoch(2, Double.NaN, 1), epoch(3, Double.NaN, 1)).bestEpoch());
    }

    /** As an ensemble does whose learning rate decays to 0. */
    @Test
    void theLastEpochIsKeptWhereTheLengthIsFixed() {
        assertEquals(3, new TrainingState(List.of(epoch(1, 0.7, 1), epoch(2, 0.5, 1), epoch(3, 0.6, 1)), 300, true, 0,
                0, 0).bestEpoch());
    }

    /** Of the longer training nothing is kept if it turns out to be no better. */
    @Test
    void aLongerTrainingBeginsItsCurveAgainAndTheOneThatIsKeptIsShownAtTheEnd() {
        TrainingMonitor monitor = new TrainingMonitor(8, true, System::nanoTime);
        monitor.begins(2);
        assertEquals("1 of at most 2", monitor.state().epochText());
        List<EpochRecord> kept = List.of(epoch(1, 0.7, 1), epoch(2, 0.5, 1));
        kept.forEach(monitor::epochDone);
        assertEquals(kept, monitor.state().history());
        monitor.batchDone(20, 140);
        monitor.begins(4);
        assertEquals(List.of(), monitor.state().history());
        assertEquals("1 of at most 4", monitor.state().epochText());
        // The mini-batches are those of all lengths.
        assertEquals(1.0 / 7, monitor.state().share(), 1e-12);
        monitor.epochDone(epoch(1, 0.9, 1));
        TrainingState end = monitor.state().with(kept);
        assertEquals(kept, end.history());
        assertEquals(2, end.bestEpoch());
        assertEquals(4, end.maxEpochs());
    }

    @Test
    void figuresAreShort() {
        TrainingState state = state(epoch(1, 0.7, 1), epoch(2, 0.5, 1.5));
        assertEquals("3 of at most 300", state.epochText());
        assertEquals("2", state.bestEpochText());
        assertEquals("0.0002", state.learningRateText());
        assertEquals("1.3 s", state.secondsPerEpochText(), "the mean of 1 and 1.5, to two digits");
    }

    @Test
    void beforeTheFirstEpochThereAreNoFigures() {
        TrainingState state = state();
        assertEquals("1 of at most 300", state.epochText());
        for (String text : List.of(state.bestEpochText(), state.learningRateText(), state.secondsPerEpochText(),
                state.timeLeftText())) {
            assertEquals(TrainingState.NONE, text);
        }
        assertEquals(0, state.share());
    }

    @Test
    void theTimeLeftGoesOnAsItWent() {
        AtomicLong clock = new AtomicLong(5_000_000_000L);
        TrainingMonitor monitor = new TrainingMonitor(10, false, clock::get);
        assertEquals(TrainingState.NONE, monitor.state().timeLeftText());
        clock.addAndGet(20_000_000_000L);
        monitor.batchDone(30, 300);
        // 30 mini-batches in 20 s: 270 in 180 s.
        assertEquals("at most 3 min 0 s", monitor.state().timeLeftText());
        assertEquals(0.1, monitor.state().share(), 1e-12);
        monitor.batchDone(300, 300);
        assertEquals("at most 0 s", monitor.state().timeLeftText());
    }

    @Test
    void durationsAreWords() {
        assertEquals("59 s", TrainingState.duration(59));
        assertEquals("1 min 0 s", TrainingState.duration(60));
        assertEquals("59 min 59 s", TrainingState.duration(3599));
        assertEquals("2 h 5 min", TrainingState.duration(7530));
    }

    @Test
    void theWishToStopIsHandedOn() {
        TrainingMonitor monitor = new TrainingMonitor(10, false, System::nanoTime);
        assertFalse(monitor.isCancelled());
        monitor.requestStop();
        assertTrue(monitor.isCancelled());
    }
}
