package io.github.nucleoscope.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands out the epochs of the members of an ensemble to the threads that train them. No member is more than two epochs
 * ahead of the slowest, so that the ensemble as a whole is known after each epoch. Thread-safe.
 */
final class EnsembleSchedule {

    /** How many epochs a member may be ahead of the last one that all have finished. */
    private static final int LEAD = 1;

    /**
     * An epoch to be trained.
     *
     * @param member index of the member
     * @param epoch from 1
     * @param before state of the member's training
     */
    record Work(int member, int epoch, Map<String, float[]> before) {}

    private final int length;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Map<String, float[]>> latest;
    private final int[] finished;
    private final boolean[] atWork;
    private final List<TreeMap<Integer, MemberEpoch>> epochs = new ArrayList<>();
    private int together;
    private boolean stopped;
    private Throwable failure;

    /**
     * @param length number of epochs
     * @param states the state of each member
     * @param done number of epochs that all members have finished
     */
    EnsembleSchedule(int length, List<Map<String, float[]>> states, int done) {
        this.length = length;
        latest = new ArrayList<>(states);
        finished = new int[states.size()];
        Arrays.fill(finished, done);
        atWork = new boolean[states.size()];
        states.forEach(state -> epochs.add(new TreeMap<>()));
        together = done;
    }

    /** Waits for an epoch that can be trained now; empty if there are no more. */
    Optional<Work> next() {
        lock.lock();
        try {
            while (!stopped) {
                int chosen = -1;
                boolean left = false;
                for (int m = 0; m < finished.length; m++) {
                    left |= finished[m] < length;
                    if (!atWork[m] && finished[m] < length && finished[m] <= together + LEAD
                            && (chosen < 0 || finished[m] < finished[chosen])) {
                        chosen = m;
                    }
                }
                if (chosen >= 0) {
                    atWork[chosen] = true;
                    return Optional.of(new Work(chosen, finished[chosen] + 1, latest.get(chosen)));
                }
                if (!left) {
                    return Optional.empty();
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an epoch that was trained. */
    void finished(Work work, MemberEpoch epoch) {
        lock.lock();
        try {
            latest.set(work.member(), epoch.state());
            epochs.get(work.member()).put(work.epoch(), epoch);
            finished[work.member()] = work.epoch();
            atWork[work.member()] = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the training: no more epochs are handed out. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the training because of a failure, which {@link #await} throws. */
    void fail(Throwable problem) {
        lock.lock();
        try {
            failure = failure == null ? problem : failure;
            stop();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #stop} or {@link #fail} was called. */
    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for some time until all members have finished an epoch, the one after the last that was returned.
     *
     * @return the members after that epoch, in order; empty if that takes longer
     * @throws RuntimeException the failure of a thread
     */
    Optional<List<MemberEpoch>> await(long milliseconds) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(milliseconds);
            while (!isComplete(together + 1) && failure == null && nanos > 0) {
                nanos = awaitNanos(nanos);
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            if (!isComplete(together + 1)) {
                return Optional.empty();
            }
            together++;
            List<MemberEpoch> all = new ArrayList<>();
            for (TreeMap<Integer, MemberEpoch> ofMember : epochs) {
                all.add(ofMember.remove(together));
            }
            changed.signalAll();
            return Optional.of(all);
        } finally {
            lock.unlock();
        }
    }

    private boolean isComplete(int epoch) {
        return epochs.stream().allMatch(ofMember -> ofMember.containsKey(epoch));
    }

    /** Returns 0 if interrupted, since only the listener cancels; the thread's interrupted status is kept. */
    private long awaitNanos(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
