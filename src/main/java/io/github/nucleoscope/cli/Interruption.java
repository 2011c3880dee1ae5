package io.github.nucleoscope.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a cluster that ends a job: the command is asked to stop and given some seconds to write what it has. Such
 * a signal goes to the whole process, so the state of this class is global, too.
 */
public final class Interruption {

    private static final long SECONDS_TO_FINISH = 30;

    private static volatile boolean requested;

    private Interruption() {}

    /** Returns whether the process was asked to end. */
    public static boolean isRequested() {
        return requested;
    }

    /** Delays the end of the process after a signal until the command has finished, for at most 30 s. */
    public static void waitFor(CountDownLatch end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (end.getCount() == 0) {
                return;
            }
            requested = true;
            try {
                end.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
