package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.nucleoscope.network.Processors;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;

class ParallelTrainingsTest {

    private static List<Function<TrainingListener, Integer>> trainings(int count, Function<Integer, Integer> result) {
        return IntStream.range(0, count).<Function<TrainingListener, Integer>>mapToObj(i -> listener -> {
            listener.batchDone(1, 2);
            return result.apply(i);
        }).toList();
    }

    @Test
    void theResultsComeInOrderAndEachHasItsShareOfTheProcessors() {
        List<Integer> results = ParallelTrainings.run(trainings(9, i -> 100 * i + Processors.divisible()),
                TrainingListener.NONE);
        int share = Math.max(1, Processors.divisible() / Math.min(9, Processors.divisible()));
        assertEquals(IntStream.range(0, 9).mapToObj(i -> 100 * i + share).toList(), results);
    }

    @Test
    void theListenerIsToldOnTheThreadThatWaits() {
        List<Thread> threads = new ArrayList<>();
        ParallelTrainings.run(trainings(3, i -> i), new TrainingListener() {
            @Override
            public void batchDone(long done, long all) {
                threads.add(Thread.currentThread());
                assertTrue(done >= 0 && done <= all, done + " of " + all);
            }
        });
        assertTrue(threads.stream().allMatch(thread -> thread == Thread.currentThread()));
    }

    @Test
    void theFirstProblemIsThrown() {
        assertEquals("number 1", assertThrows(InputException.class, () -> ParallelTrainings.run(trainings(4, i -> {
            if (i % 2 == 1) {
                throw new InputException("number " + i);
            }
            return i;
        }), TrainingListener.NONE)).getMessage());
    }

    /** Then the trainings end as they do when they are cancelled, which is no problem. */
    @Test
    void afterCancellationThereAreFewerResults() {
        TrainingListener cancels = new TrainingListener() {
            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        List<Function<TrainingListener, Integer>> endless = IntStream.range(0, 3)
                .<Function<TrainingListener, Integer>>mapToObj(i -> listener -> {
                    while (!listener.isCancelled()) {
                        Thread.onSpinWait();
                    }
                    throw new TrainingException("cancelled");
                }).toList();
        assertEquals(List.of(), ParallelTrainings.run(endless, cancels));
    }
}
