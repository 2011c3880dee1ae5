package io.github.nucleoscope.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Prefetches mini-batches in order on a background thread. {@link #close} ends the thread.
 */
final class BatchQueue implements AutoCloseable {

    static final String THREAD_NAME = "nucleoscope-mini-batches";

    /** One in use, one ready, one in the making. */
    private static final int BUFFERS = 3;

    /** Marks the end of the queue. */
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
     * Starts making mini-batches.
     *
     * @param maker fills mini-batches, on the background thread
     * @param empty creates mini-batches to be filled
     * @param batchCount number of mini-batches in an epoch
     * @param firstEpoch the first epoch
     * @param lastEpoch the last epoch, included
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
            // The queue has been closed: nobody waits for more.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ready.add(END);
        }
    }

    /**
     * Waits for the next mini-batch and returns it; the caller must {@link #release} it.
     *
     * @throws RuntimeException the exception that was thrown when it was made
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

    /** Waits even if interrupted, since only the listener cancels; then restores the thread's interrupted status. */
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

    /** Returns a mini-batch to the queue, so that its arrays can be reused. */
    void release(MiniBatch batch) {
        free.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
        ThreadEnd.await(thread);
    }
}
