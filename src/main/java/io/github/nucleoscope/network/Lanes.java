package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads with one processor each, for graphs that need not wait for one another: no operation ends with all processors
 * waiting for the slowest, which is what costs most where other programs take one of them away now and then.
 */
final class Lanes implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    /** @param count how many; where it is 1 there is no thread, and the caller's own works with all processors */
    Lanes(int count, Engine engine) {
        this.count = count;
        threads = count == 1 ? null : Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(() -> {
                engine.computeOnOneProcessor();
                work.run();
            }, "nucleoscope-lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    int count() {
        return count;
    }

    /**
     * Works in each lane at the same time, and returns when all are done.
     *
     * @param work takes the number of the lane, from 0
     */
    void run(IntConsumer work) {
        if (threads == null) {
            work.accept(0);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int lane = i;
            running.add(threads.submit(() -> work.accept(lane)));
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
        if (threads != null) {
            threads.shutdown();
        }
    }
}
