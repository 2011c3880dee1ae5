package io.github.nucleoscope.fiji.command;

import org.scijava.app.StatusService;

/** Shows the progress and the time left in the status bar, at most ten times a second. Not thread-safe. */
final class ProgressLine {

    /** A mini-batch can be done in a millisecond. */
    private static final long NANOS_BETWEEN_UPDATES = 100_000_000;

    private static final int STEPS = 1000;

    private final TimeLeft timeLeft = new TimeLeft(System::nanoTime);
    private long shownAt;
    private String shown = "";

    /** @param doing description of the work */
    void show(StatusService status, long done, long all, String doing) {
        long now = System.nanoTime();
        if (shownAt != 0 && now - shownAt < NANOS_BETWEEN_UPDATES && done < all && doing.equals(shown)) {
            return;
        }
        shownAt = now;
        shown = doing;
        status.showStatus((int) (STEPS * done / Math.max(1, all)), STEPS, doing + timeLeft.after(done, all));
    }
}
