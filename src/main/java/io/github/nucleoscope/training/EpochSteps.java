package io.github.nucleoscope.training;

import io.github.nucleoscope.network.Backpropagation;

/**
 * The steps of one epoch.
 *
 * @param task what is learned
 * @param settings of the training; its number of epochs and schedule are not used
 * @param schedule of the learning rate
 * @param epochs of the whole training, for the schedule
 */
record EpochSteps(Task task, LoopSettings settings, Schedule schedule, int epochs) {

    /** How an epoch ended. */
    enum End {
        /** After all its steps. */
        FINISHED,
        /** The watcher cancelled. */
        CANCELLED,
        /** The loss was no longer finite. */
        DIVERGED
    }

    /** Makes the steps of the optimiser, and may cancel before each. */
    interface Watcher {

        boolean isCancelled();

        /**
         * Called after the gradient was computed.
         *
         * @param step counted from 0 over the whole training
         * @param loss mean loss of the mini-batch
         */
        void learn(long step, double learningRate, double loss);
    }

    /**
     * The figures of an epoch.
     *
     * @param end how it ended; if not finished, the other figures are of no use but for the loss that is not finite
     * @param learningRate of the last step
     * @param loss mean over the mini-batches, or that of a mini-batch whose loss is not finite
     * @param answers of all steps
     */
    record Result(End end, double learningRate, double loss, Tally answers) {}

    /** Returns the seed of the dropout masks in a step. */
    static long dropoutSeed(long seed, int epoch, int number) {
        return (seed * 1_000_003 + epoch) * 1_000_003 + number;
    }

    /**
     * Makes the steps of an epoch.
     *
     * @param epoch from 1
     * @param queue supplies the mini-batches of this epoch
     */
    Result run(int epoch, BatchQueue queue, Backpropagation backpropagation, Watcher watcher) {
        int batchCount = task.batchCount();
        Tally answers = task.tally();
        double loss = 0;
        double learningRate = 0;
        for (int number = 0; number < batchCount; number++) {
            if (watcher.isCancelled()) {
                return new Result(End.CANCELLED, learningRate, loss, answers);
            }
            long step = (long) (epoch - 1) * batchCount + number;
            MiniBatch batch = queue.take();
            double batchLoss = task.step(backpropagation, batch, dropoutSeed(settings.seed(), epoch, number), answers);
            if (!Double.isFinite(batchLoss)) {
                return new Result(End.DIVERGED, learningRate, batchLoss, answers);
            }
            learningRate = settings.optimiser().learningRate() * schedule.factor(step, batchCount, epochs);
            watcher.learn(step, learningRate, batchLoss);
            loss += batchLoss;
            queue.release(batch);
        }
        return new Result(End.FINISHED, learningRate, loss / batchCount, answers);
    }
}
