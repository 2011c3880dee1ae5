package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that divide the processors among independent graphs. This avoids that all processors wait for the slowest one
 * after each operation, which is costly when other programs use the processors, too.
 */
final class Lanes implements AutoCloseable {

    private final List<ExecutorService> lanes = new ArrayList<>();
    private final Engine engine;

    /** @param count number of lanes; with 1, the calling thread works, with all processors */
    Lanes(int count, Engine engine) {
        this.engine = engine;
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
     * Runs work in all lanes in parallel and returns when all are done.
     *
     * @param work receives the index of the lane, from 0; a lane always uses the same thread
     */
    void run(IntConsumer work) {
        if (lanes.isEmpty()) {
            try (ProcessorShare all = engine.computeOnAll()) {
                work.accept(0);
            }
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

    /** Waits even if interrupted: lanes write to memory that the caller may free afterwards. */
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
