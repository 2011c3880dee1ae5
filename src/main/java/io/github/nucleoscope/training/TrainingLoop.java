package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.ProcessorShare;
import io.github.nucleoscope.problem.InputException;

/**
 * The training loop. Mini-batches are made in the background; after each epoch the validation loss decides which
 * epoch's weights are kept and when to stop. Without a validation part the last epoch's weights are kept. Equal tasks,
 * settings and numbers of threads give a bit-identical network on one machine, even if the training was interrupted
 * after an epoch and resumed from its checkpoint.
 */
final class TrainingLoop implements AutoCloseable {

    private final Task task;
    private final Network start;
    private final LoopSettings settings;
    private final TrainingListener listener;
    private final Learner learner;
    private final Map<String, String> identity;
    private final LearningCurve curve;
    private final List<String> warnings = new ArrayList<>();
    private boolean cancelled;
    /** Null until a step is observed. */
    private LayerObserver observer;

    private TrainingLoop(Task task, Network start, LoopSettings settings, TrainingListener listener) {
        this.task = task;
        this.start = start;
        this.settings = settings;
        this.listener = listener;
        curve = new LearningCurve(task.hasValidation());
        learner = new Learner(start, task.backpropagation(start), settings.optimiser());
        identity = learner.identity();
        identity.putAll(task.identity(learner));
    }

    /**
     * Trains a network.
     *
     * @param start initial network; not modified
     * @param listener told of every mini-batch and epoch; may cancel
     * @param checkpoint checkpoint of this training, to resume it
     * @throws io.github.nucleoscope.problem.InputException if the checkpoint is of another training; the message names
     *     what differs
     * @throws TrainingException if no epoch can be kept: the loss diverged, or the training was cancelled in its first
     *     epoch
     */
    static LoopResult run(Task task, Network start, LoopSettings settings, TrainingListener listener,
            Optional<Checkpoint> checkpoint) {
        try (TrainingLoop loop = new TrainingLoop(task, start, settings, listener)) {
            checkpoint.ifPresent(loop::resumeFrom);
            loop.train();
            return loop.trained();
        }
    }

    private void resumeFrom(Checkpoint checkpoint) {
        checkpoint.requireSame(identity);
        learner.restore(checkpoint.arrays(), (long) checkpoint.history().size() * task.batchCount());
        curve.restore(checkpoint);
    }

    private Checkpoint checkpoint() {
        return learner.checkpoint(identity, curve.epochs(), curve.bestEpoch(), curve.bestWeights());
    }

    private void train() {
        listener.begins(settings.epochs());
        int next = curve.epochs().size() + 1;
        try (ProcessorShare share = learner.backpropagation().leaveProcessorsToParts();
                BatchQueue queue = new BatchQueue(task::fill, task::emptyBatch, task.batchCount(), next,
                        settings.epochs())) {
            for (int epoch = next; epoch <= settings.epochs() && !curve.isPatienceExhausted(settings.patience());
                    epoch++) {
                Optional<EpochRecord> record = epoch(epoch, queue);
                if (record.isEmpty()) {
                    return;
                }
                if (!learner.isFinite()) {
                    diverged("the weights are no longer finite after epoch " + epoch);
                    return;
                }
                curve.add(record.get(), learner::averaged);
                listener.checkpoint(this::checkpoint);
                listener.epochDone(record.get());
            }
        }
    }

    /** Trains for one epoch; empty if the training was cancelled or diverged before its end. */
    private Optional<EpochRecord> epoch(int epoch, BatchQueue queue) {
        long started = System.nanoTime();
        EpochSteps steps = new EpochSteps(task, settings, settings.schedule(), settings.epochs());
        EpochSteps.Result done = steps.run(epoch, queue, learner.backpropagation(), new EpochSteps.Watcher() {
            @Override
            public boolean isCancelled() {
                return listener.isCancelled();
            }

            @Override
            public void learn(long step, double learningRate, double loss) {
                TrainingLoop.this.learn(step, learningRate, loss);
                listener.batchDone(step + 1, (long) settings.epochs() * task.batchCount());
            }
        });
        if (done.end() == EpochSteps.End.CANCELLED) {
            cancelled = true;
            return Optional.empty();
        }
        if (done.end() == EpochSteps.End.DIVERGED) {
            diverged("the loss became " + done.loss() + " in epoch " + epoch);
            return Optional.empty();
        }
        ValidationFigures validation = task.validate(learner.inference());
        return Optional.of(new EpochRecord(epoch, done.learningRate(), done.loss(), done.answers().accuracy(),
                done.answers().balancedAccuracy(), validation.loss(), validation.accuracy(),
                validation.balancedAccuracy(), (System.nanoTime() - started) / 1e9));
    }

    private void learn(long step, double learningRate, double loss) {
        Optional<LayerObserver> active = listener.observes(step) ? observer() : Optional.empty();
        active.ifPresent(LayerObserver::beforeStep);
        learner.learn(learningRate);
        active.ifPresent(layers -> listener.observed(layers.afterStep(step, learningRate, loss)));
    }

    private Optional<LayerObserver> observer() {
        if (observer == null) {
            observer = task.observer(start, learner.backpropagation()).orElse(null);
        }
        return Optional.ofNullable(observer);
    }

    /** Ends the training with a warning if there is a best network so far; otherwise fails. */
    private void diverged(String what) {
        String problem = what + learner.backpropagation().firstNonFinite()
                .map(layer -> "; it began in layer " + layer).orElse("") + ": lower the learning rate, which is "
                + settings.optimiser().learningRate();
        if (curve.bestWeights().isEmpty()) {
            throw new TrainingException(problem);
        }
        warnings.add("training ended early, " + problem);
    }

    private LoopResult trained() {
        float[] best = curve.bestWeights().orElseThrow(() -> new TrainingException(cancelled
                ? "training was cancelled in its first epoch: there is no model yet"
                : "no epoch had a finite validation loss: check the images of the validation part"));
        return new LoopResult(learner.network(best), curve.bestEpoch(), curve.epochs(), warnings, cancelled);
    }

    @Override
    public void close() {
        if (observer != null) {
            observer.close();
        }
        learner.close();
    }
}
