package io.github.nucleoscope.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a cluster that ends a job: the command is asked to stop and given some seconds to write what it has. Java
 * knows one such signal for the whole process, and so does this class.
 */
public final class Interruption {

    private static final long SECONDS_TO_FINISH = 30;

    private static volatile boolean requested;

    private Interruption() {}

    /** Whether the process was asked to end. */
    public static boolean isRequested() {
        return requested;
    }

    /** Makes a signal wait for the command to come to its end. */
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
