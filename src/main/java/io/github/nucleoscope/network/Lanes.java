package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that share the processors, for graphs that need not wait for one another: no operation ends with all
 * processors waiting for the slowest, which is what costs most where other programs take one of them away now and then.
 */
final class Lanes implements AutoCloseable {

    private final List<ExecutorService> lanes = new ArrayList<>();

    /** @param count how many; where it is 1 there is no thread, and the caller's own works with all processors */
    Lanes(int count, Engine engine) {
        int processors = Math.max(1, engine.processors() / count);
        for (int i = 0; i < count && count > 1; i++) {
            lanes.add(Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(() -> {
                    try (ProcessorShare share = engine.computeOn(processors)) {
                        work.run();
                    }
                }, "nucleoscope-lane");
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    /**
     * Works in each lane at the same time, and returns when all are done.
     *
     * @param work takes the number of the lane, from 0; each lane has a thread, always the same
     */
    void run(IntConsumer work) {
        if (lanes.isEmpty()) {
            work.accept(0);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            running.add(lanes.get(i).submit(() -> work.accept(lane)));
        }
        Throwable problem = null;
        for (Future<?> lane : running) {
            Throwable found = problemOf(lane);
            problem = problem == null ? found : problem;
        }
        if (problem instanceof Error e) {
            throw e;
        }
        if (problem instanceof RuntimeException e) {
            throw e;
        }
    }

    /** Waits, whatever happens: the lanes write to memory that may be given back as soon as the caller goes on. */
    private static Throwable problemOf(Future<?> lane) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    lane.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
    }
}
