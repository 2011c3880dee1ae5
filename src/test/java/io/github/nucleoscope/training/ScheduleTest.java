package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Schedule.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten steps an epoch; the expected factors are worked out by hand from the formulas. */
class ScheduleTest {

    private static final int STEPS = 10;

    @ParameterizedTest
    @CsvSource({
        // shape, warm-up, epochs, step, factor
        "CONSTANT, 0, 8,  0, 1",
        "CONSTANT, 0, 8, 79, 1",
        "COSINE,   0, 8,  0, 1",
        "COSINE,   0, 8, 40, 0.5", // cos(pi / 2) = 0
        "COSINE,   0, 8, 20, 0.8535533905932737", // (1 + 1/sqrt(2)) / 2
        "COSINE,   0, 8, 79, 0.0003854", // (1 - cos(pi / 80)) / 2
        "STEP,     0, 8, 39, 1",
        "STEP,     0, 8, 40, 0.1",
        "STEP,     0, 8, 59, 0.1",
        "STEP,     0, 8, 60, 0.01",
        "STEP,     0, 8, 79, 0.01",
        "CONSTANT, 2, 8,  0, 0.05",
        "CONSTANT, 2, 8,  9, 0.5",
        "CONSTANT, 2, 8, 19, 1",
        "CONSTANT, 2, 8, 20, 1",
        "COSINE,   2, 6,  0, 0.05",
        "COSINE,   2, 6, 20, 1", // the cosine begins where the warm-up ends
        "COSINE,   2, 6, 40, 0.5",
        "STEP,     2, 8, 20, 1",
        "STEP,     2, 8, 40, 0.1", // halves and quarters are of all epochs
        "COSINE,   5, 2, 19, 1", // a warm-up longer than the training
        "COSINE,   0, 1,  0, 1",
    })
    void theFactorIsThatOfTheFormula(Shape shape, int warmup, int epochs, long step, double factor) {
        assertEquals(factor, new Schedule(shape, warmup).factor(step, STEPS, epochs), 1e-6);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyStepHasAFactorAboveZeroThatOnlyTheWarmUpRaises(Shape shape) {
        for (int warmup = 0; warmup < 6; warmup++) {
            double before = 0;
            for (long step = 0; step < 5 * STEPS; step++) {
                double factor = new Schedule(shape, warmup).factor(step, STEPS, 5);
                assertTrue(factor > 0 && factor <= 1, shape + " " + step + ": " + factor);
                assertTrue(step < (long) warmup * STEPS ? factor > before : step == 0 || factor <= before,
                        shape + " " + step + ": " + factor);
                before = factor;
            }
        }
    }

    @Test
    void aWarmUpBelowZeroIsRefused() {
        assertThrows(InputException.class, () -> new Schedule(Shape.STEP, -1));
    }

    @Test
    void aShorterScheduleHasAsLargeAShareOfWarmUp() {
        Schedule schedule = new Schedule(Shape.COSINE, 5);
        assertEquals(5, schedule.shortened(60, 60).warmup());
        assertEquals(3, schedule.shortened(30, 60).warmup());
        assertEquals(1, schedule.shortened(4, 60).warmup());
        assertEquals(Shape.COSINE, schedule.shortened(4, 60).shape());
        assertEquals(0, new Schedule(Shape.STEP, 0).shortened(30, 60).warmup());
    }
}
