package io.github.nucleoscope.fiji.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import ij.gui.Roi;
import io.github.nucleoscope.images.RoiZip;

/**
 * Writes an annotation in a separate thread, so that clicks need not wait. Of the requests that come while it writes
 * only the latest is written.
 */
final class Autosave {

    /** Takes a line for the user about each save. */
    private final Consumer<String> report;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "Nucleoscope autosave");
        thread.setDaemon(true);
        return thread;
    });
    private List<Roi> next;
    private Path nextFile;
    private boolean keepOlder;

    /**
     * @param keepOlder whether an existing file is not an annotation's and must be kept under another name
     * @param report takes a line about each save, in any thread
     */
    Autosave(boolean keepOlder, Consumer<String> report) {
        this.keepOlder = keepOlder;
        this.report = report;
    }

    /**
     * Requests a save and returns at once.
     *
     * @param rois must not be changed afterwards
     */
    synchronized void save(Path file, List<Roi> rois) {
        boolean isWaiting = next != null;
        next = rois;
        nextFile = file;
        if (!isWaiting) {
            thread.execute(this::write);
        }
    }

    private void write() {
        Path file;
        List<Roi> rois;
        synchronized (this) {
            file = nextFile;
            rois = next;
            next = null;
        }
        try {
            if (keepOlder && Files.exists(file)) {
                Path kept = freeName(file);
                Files.move(file, kept);
                report.accept("the previous ROI file is now " + kept.getFileName());
            }
            keepOlder = false;
            RoiZip.write(file, rois.stream().map(RoiZip.Entry::of).toList());
            report.accept("saved in " + file.getFileName());
        } catch (IOException | RuntimeException e) {
            report.accept("not saved: " + e);
        }
    }

    private static Path freeName(Path file) {
        int number = 1;
        Path free;
        do {
            free = file.resolveSibling("older" + number++ + "_" + file.getFileName());
        } while (Files.exists(free));
        return free;
    }

    /** Returns when everything is written, or after a minute. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                report.accept("not saved within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
