package io.github.nucleoscope.fiji.command;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Estimates the time left from the mean speed since the work began. Not thread-safe. */
final class TimeLeft {

    private final LongSupplier nanoTime;
    private long all = -1;
    private long last;
    private long first;
    private long start;

    /** @param nanoTime a clock that ticks in nanoseconds, such as {@link System#nanoTime} */
    TimeLeft(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns text such as {@code ", 12 s left"}; empty in the first second. New work begins when {@code all} changes
     * or {@code done} decreases.
     */
    String after(long done, long all) {
        long now = nanoTime.getAsLong();
        if (all != this.all || done < last) {
            this.all = all;
            first = done;
            start = now;
        }
        last = done;
        double seconds = (now - start) / 1e9;
        if (seconds < 1 || done == first || done >= all) {
            return "";
        }
        return ", " + text((long) Math.ceil(seconds * (all - done) / (done - first))) + " left";
    }

    private static String text(long seconds) {
        long minutes = (seconds + 59) / 60;
        if (seconds < 60) {
            return seconds + " s";
        }
        return minutes < 60 ? minutes + " min" : String.format(Locale.ROOT, "%d h %d min", minutes / 60, minutes % 60);
    }
}
