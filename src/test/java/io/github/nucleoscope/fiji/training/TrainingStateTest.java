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
        return new TrainingState(List.of(epochs), 300, 0, 0, 0);
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
        TrainingMonitor monitor = new TrainingMonitor(10, clock::get);
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
        TrainingMonitor monitor = new TrainingMonitor(10, System::nanoTime);
        assertFalse(monitor.isCancelled());
        monitor.requestStop();
        assertTrue(monitor.isCancelled());
    }
}
