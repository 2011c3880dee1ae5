package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.github.nucleoscope.network.ProcessorShare;
import io.github.nucleoscope.network.Processors;

/**
 * Trains several small networks at once, each with a share of the processors. This is faster than one after the other
 * with all processors, which would have to wait for one another after each operation.
 */
final class ParallelTrainings {

    private static final long MILLISECONDS = 20;

    /** Of the progress of one training. */
    private static final long PARTS = 1000;

    private ParallelTrainings() {}

    /**
     * Runs trainings.
     *
     * @param trainings each is given a listener to inform, which may cancel
     * @param listener told of the common progress, of at most {@value #PARTS} mini-batches each; called on this thread
     * @return the results in order; fewer if the listener cancelled
     */
    static <R> List<R> run(List<Function<TrainingListener, R>> trainings, TrainingListener listener) {
        int threads = Math.max(1, Math.min(trainings.size(), Processors.divisible()));
        int processors = Math.max(1, Processors.divisible() / threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "nucleoscope-training");
            thread.setDaemon(true);
            return thread;
        });
        List<Part> parts = new ArrayList<>();
        List<Future<R>> running = new ArrayList<>();
        for (Function<TrainingListener, R> training : trainings) {
            Part part = new Part();
            parts.add(part);
            running.add(pool.submit(() -> {
                try (ProcessorShare share = Processors.limit(processors)) {
                    return training.apply(part);
                }
            }));
        }
        pool.shutdown();
        List<R> results = new ArrayList<>();
        RuntimeException problem = null;
        for (Future<R> one : running) {
            while (!one.isDone()) {
                waitFor(one);
                listener.batchDone(parts.stream().mapToLong(part -> part.done.get()).sum(), PARTS * parts.size());
                if (listener.isCancelled()) {
                    parts.forEach(part -> part.cancelled = true);
                }
            }
            boolean interrupted = Thread.interrupted();
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                parts.forEach(part -> part.cancelled = true);
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                problem = problem == null ? (RuntimeException) e.getCause() : problem;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // it is done
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        if (problem != null && !listener.isCancelled()) {
            throw problem;
        }
        return results;
    }

    private static void waitFor(Future<?> one) {
        try {
            one.get(MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // It is not done yet, or its problem is dealt with when its result is taken.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Thread.yield();
        }
    }

    private static final class Part implements TrainingListener {

        private final AtomicLong done = new AtomicLong();
        private volatile boolean cancelled;

        @Override
        public void batchDone(long batches, long all) {
            done.set(PARTS * batches / all);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
