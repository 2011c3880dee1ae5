package io.github.nucleoscope.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Makes mini-batches on a thread of its own, a few ahead of the training, in order. {@link #close} ends the thread.
 */
final class BatchQueue implements AutoCloseable {

    static final String THREAD_NAME = "nucleoscope-mini-batches";

    /** One in use, one ready, one in the making. */
    private static final int BUFFERS = 3;

    /** Comes after the last mini-batch. */
    private static final MiniBatch END = new MiniBatch(0, 0);

    /** Fills a mini-batch. */
    interface Maker {
        void make(int epoch, int number, MiniBatch batch);
    }

    private final BlockingQueue<MiniBatch> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<MiniBatch> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Thread thread;
    private volatile Throwable failure;

    /**
     * Begins at once.
     *
     * @param empty makes a mini-batch to be filled
     * @param batchCount mini-batches of an epoch
     * @param firstEpoch the first epoch wanted
     * @param lastEpoch the last epoch that can be wanted
     */
    BatchQueue(Maker maker, Supplier<MiniBatch> empty, int batchCount, int firstEpoch, int lastEpoch) {
        for (int i = 0; i < BUFFERS; i++) {
            free.add(empty.get());
        }
        thread = new Thread(() -> produce(maker, batchCount, firstEpoch, lastEpoch), THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
    }

    private void produce(Maker maker, int batchCount, int firstEpoch, int lastEpoch) {
        try {
            for (int epoch = firstEpoch; epoch <= lastEpoch; epoch++) {
                for (int number = 0; number < batchCount; number++) {
                    MiniBatch batch = free.take();
                    maker.make(epoch, number, batch);
                    ready.add(batch);
                }
            }
        } catch (InterruptedException e) {
            // Closed: nobody waits any more.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ready.add(END);
        }
    }

    /**
     * The next mini-batch; waits for it. To be given back.
     *
     * @throws RuntimeException what went wrong when it was made
     */
    MiniBatch take() {
        MiniBatch batch = await();
        if (batch != END) {
            return batch;
        }
        ready.add(END);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException("there are no more mini-batches");
    }

    /** An interruption of the training thread is not lost, but cancelling is the listener's business. */
    private MiniBatch await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ready.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes a mini-batch's arrays free for another. */
    void giveBack(MiniBatch batch) {
        free.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
