package io.github.nucleoscope.training;

/** Waits for threads to end. */
final class ThreadEnd {

    private ThreadEnd() {}

    /** Waits even if interrupted, since the thread holds memory; then restores the interrupted status. */
    static void await(Thread thread) {
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
