package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Loss;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Objective;
import io.github.nucleoscope.network.ProcessorShare;
import io.github.nucleoscope.network.Processors;

/**
 * Trains the networks of an ensemble for a number of epochs. Each is trained by one thread with a share of the
 * processors; a thread has one graph, into which it loads the weights of the member whose turn it is, so that there are
 * as many graphs as threads, however many members. Members are validated on the crops that they do not train on, and
 * these figures are pooled. Equal tasks, settings and numbers of processors give bit-identical networks on one
 * machine, even if the training was interrupted and resumed.
 */
final class EnsembleLoop {

    /** How often the listener is told of mini-batches and asked whether it cancels. */
    private static final long MILLISECONDS = 50;

    private final List<ClassificationTask> tasks;
    private final List<Network> starts;
    private final Objective objective;
    private final TrainingSettings settings;
    private final int threads;

    /**
     * @param tasks one for each member, each with settings of its own seed
     * @param starts initial network of each member, all of one shape and with one standardisation
     * @param objective loss to be minimised
     * @param settings common to all members
     */
    EnsembleLoop(List<ClassificationTask> tasks, List<Network> starts, Objective objective,
            TrainingSettings settings) {
        this.tasks = tasks;
        this.starts = starts;
        this.objective = objective;
        this.settings = settings;
        threads = Math.min(tasks.size(), Processors.divisible());
    }

    /**
     * The trained networks.
     *
     * @param networks one for each member, in order, of the best epoch
     * @param bestEpoch the last epoch if the schedule has a fixed length; otherwise that with the lowest pooled loss
     * @param history one record per epoch; validation figures are pooled over all crops, training figures are means
     *     over the members
     * @param end how the training ended
     */
    record Result(List<Network> networks, int bestEpoch, List<EpochRecord> history, EpochSteps.End end) {}

    /** Told of the training, on the thread that called {@link #run}. */
    interface Listener {

        /** @param done number of mini-batches of all members */
        void batches(long done);

        /** @param members after an epoch, in order; valid during the call */
        void epochDone(EpochRecord epoch, List<MemberEpoch> members, Best best);

        boolean isCancelled();
    }

    /**
     * The best epoch so far.
     *
     * @param epoch from 1; 0 if there is none
     * @param weights of each member
     */
    record Best(int epoch, List<float[]> weights) {}

    /**
     * Where a training goes on.
     *
     * @param history epochs that are done
     * @param states state of each member
     * @param best the best epoch among them
     */
    record Start(List<EpochRecord> history, List<Map<String, float[]>> states, Best best) {}

    /** Number of mini-batches of all members in an epoch. */
    long batchCount() {
        return tasks.stream().mapToLong(ClassificationTask::batchCount).sum();
    }

    /** Number of processors that compute a member. */
    int processorsOfMember() {
        return Math.max(1, Processors.divisible() / threads);
    }

    /**
     * Trains for a number of epochs.
     *
     * @param from where the training goes on; empty for a new one
     * @throws TrainingException if there is no network, as the loss diverged or the training was cancelled in its first
     *     epoch
     */
    Result run(int length, Optional<Start> from, Listener listener) {
        List<EpochRecord> history = new ArrayList<>(from.map(Start::history).orElse(List.of()));
        Best best = from.map(Start::best).orElse(new Best(0, List.of()));
        EpochSteps.End end = EpochSteps.End.FINISHED;
        EnsembleSchedule schedule = new EnsembleSchedule(length,
                from.map(Start::states).orElseGet(() -> starts.stream().map(start -> Map.<String, float[]>of())
                        .toList()), history.size());
        AtomicLong batches = new AtomicLong(history.size() * batchCount());
        List<Thread> running = start(schedule, length, batches);
        try {
            long began = System.nanoTime();
            while (history.size() < length && !isPatienceExhausted(history.size(), best)) {
                if (listener.isCancelled()) {
                    end = EpochSteps.End.CANCELLED;
                    break;
                }
                Optional<List<MemberEpoch>> done = schedule.await(MILLISECONDS);
                listener.batches(batches.get());
                if (done.isPresent()) {
                    if (done.get().stream().anyMatch(member -> !isFinite(member))) {
                        end = EpochSteps.End.DIVERGED;
                        break;
                    }
                    EpochRecord record = record(history.size() + 1, done.get(), (System.nanoTime() - began) / 1e9);
                    began = System.nanoTime();
                    if (hasFixedLength() || best.epoch() == 0
                            || record.validationLoss() < history.get(best.epoch() - 1).validationLoss()) {
                        best = new Best(record.epoch(), done.get().stream().map(MemberEpoch::averaged).toList());
                    }
                    history.add(record);
                    listener.epochDone(record, done.get(), best);
                }
            }
        } finally {
            schedule.stop();
            running.forEach(ThreadEnd::await);
        }
        List<Network> networks = new ArrayList<>();
        for (int m = 0; m < best.weights().size(); m++) {
            networks.add(starts.get(m).withParameters(best.weights().get(m)));
        }
        return new Result(networks, best.epoch(), List.copyOf(history), end);
    }

    private boolean hasFixedLength() {
        return settings.schedule().hasFixedLength();
    }

    private boolean isPatienceExhausted(int epochs, Best best) {
        return !hasFixedLength() && epochs - best.epoch() >= settings.patience();
    }

    private static boolean isFinite(MemberEpoch member) {
        double sum = 0;
        for (float weight : member.averaged()) {
            sum += weight;
        }
        return member.figures().end() == EpochSteps.End.FINISHED && Double.isFinite(sum);
    }

    private EpochRecord record(int epoch, List<MemberEpoch> members, double seconds) {
        Tally pooled = tasks.get(0).tally();
        double loss = 0;
        double accuracy = 0;
        double balanced = 0;
        for (int m = 0; m < members.size(); m++) {
            MemberEpoch member = members.get(m);
            List<LabelledCrop> crops = tasks.get(m).parts().validation().crops();
            for (int i = 0; i < crops.size(); i++) {
                float[] logits = member.logits().get(i);
                int truth = crops.get(i).classIndex();
                pooled.add(truth, Loss.mostProbable(logits), Loss.of(logits, truth));
            }
            loss += member.figures().loss() / members.size();
            accuracy += member.figures().answers().accuracy() / members.size();
            balanced += member.figures().answers().balancedAccuracy() / members.size();
        }
        ValidationFigures validation = pooled.figures(settings.batches().balance() != BatchSettings.Balance.NONE);
        return new EpochRecord(epoch, members.get(0).figures().learningRate(), loss, accuracy, balanced,
                validation.loss(), validation.accuracy(), validation.balancedAccuracy(), seconds);
    }

    private List<Thread> start(EnsembleSchedule schedule, int length, AtomicLong batches) {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try (ProcessorShare share = Processors.limit(processorsOfMember())) {
                    work(schedule, length, batches);
                } catch (RuntimeException | Error e) {
                    schedule.fail(e);
                }
            }, "nucleoscope-member");
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
        return running;
    }

    private void work(EnsembleSchedule schedule, int length, AtomicLong batches) {
        try (Learner learner = new Learner(starts.get(0), new Backpropagation(starts.get(0),
                settings.batches().size(), objective), settings.optimiser());
                ProcessorShare share = learner.backpropagation().leaveProcessorsToParts()) {
            for (Optional<EnsembleSchedule.Work> next = schedule.next(); next.isPresent(); next = schedule.next()) {
                EnsembleSchedule.Work work = next.get();
                train(work, learner, length, schedule, batches)
                        .ifPresent(epoch -> schedule.finished(work, epoch));
            }
        }
    }

    /** Trains a member for an epoch; empty if the training was stopped. */
    private Optional<MemberEpoch> train(EnsembleSchedule.Work work, Learner learner, int length,
            EnsembleSchedule schedule, AtomicLong batches) {
        ClassificationTask task = tasks.get(work.member());
        learner.restore(work.before().isEmpty() ? initial(work.member(), learner) : work.before(),
                (long) (work.epoch() - 1) * task.batchCount());
        EpochSteps.Result figures;
        try (BatchQueue queue = new BatchQueue(task::fill, task::emptyBatch, task.batchCount(), work.epoch(),
                work.epoch())) {
            figures = new EpochSteps(task, task.settings(),
                    settings.schedule().shortened(length, settings.epochs()), length).run(work.epoch(), queue,
                    learner.backpropagation(), new EpochSteps.Watcher() {
                        @Override
                        public boolean isCancelled() {
                            return schedule.isStopped();
                        }

                        @Override
                        public void learn(long step, double learningRate, double loss) {
                            learner.learn(learningRate);
                            batches.incrementAndGet();
                        }
                    });
        }
        if (figures.end() == EpochSteps.End.CANCELLED) {
            return Optional.empty();
        }
        Dataset unseen = task.parts().validation();
        return Optional.of(new MemberEpoch(learner.state(), figures, unseen.size() == 0 ? List.of()
                : task.validationLogits(learner.inference())));
    }

    /** Returns the state before the first epoch: the initial weights, and zeros in the optimiser. */
    private Map<String, float[]> initial(int member, Learner learner) {
        float[] weights = starts.get(member).parameters();
        Map<String, float[]> state = new LinkedHashMap<>();
        for (String name : learner.state().keySet()) {
            state.put(name, name.startsWith(Checkpoint.OPTIMISER) ? new float[weights.length] : weights);
        }
        return state;
    }
}
