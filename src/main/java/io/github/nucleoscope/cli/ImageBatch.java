package io.github.nucleoscope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import ij.ImagePlus;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.problem.InputException;

/**
 * Many images, one after the other or some side by side: one that fails is reported with its name, and the next one is
 * taken. What is said and kept of them is in their order in any case.
 */
public final class ImageBatch {

    /** What is done with each image. */
    public interface Work {
        /** @param name the file's name without extension, different for each image */
        void on(String name, ImagePlus image) throws IOException;
    }

    /** What is computed of each image, on any thread; all that is to stay is left to {@link Result}. */
    public interface Task<T> {
        /** @param name the file's name without extension, different for each image */
        T of(String name, ImagePlus image) throws IOException;
    }

    /** What becomes of what was computed, on the thread that asked for it. */
    public interface Result<T> {
        void take(String name, T result) throws IOException;
    }

    private interface Step {
        void on(ImageSet.Member image) throws IOException;
    }

    private final ImageSet images;
    private final List<String> failures = new ArrayList<>();
    private boolean stopped;

    public ImageBatch(ImageSet images) {
        this.images = images;
    }

    public int size() {
        return images.size();
    }

    /** Does the work on each image; failures go to the error stream at once and are kept. */
    public void forEach(FileProgress progress, PrintWriter err, Work work) {
        run(progress, err, image -> work.on(image.name(), ImageFiles.read(image.file())));
    }

    /**
     * Computes something of several images at a time, and takes it in the order of the images, on this thread. An
     * image for which the memory was not enough beside others is computed and taken once more, alone. Where the batch
     * is stopped, what was computed and not taken is lost.
     *
     * @param threads how many images at a time
     */
    public <T> void forEach(int threads, FileProgress progress, PrintWriter err, Task<T> task, Result<T> result) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Iterator<ImageSet.Member> members = images.members().iterator();
        Deque<Future<T>> ahead = new ArrayDeque<>();
        try {
            run(progress, err, image -> {
                // Twice as many, so that a thread need not wait while another one is busy with a large image.
                while (ahead.size() < 2 * threads && members.hasNext()) {
                    ImageSet.Member later = members.next();
                    ahead.add(workers.submit(() -> task.of(later.name(), ImageFiles.read(later.file()))));
                }
                Future<T> own = ahead.remove();
                try {
                    result.take(image.name(), get(own));
                } catch (OutOfMemoryError e) {
                    ahead.forEach(ImageBatch::await);
                    result.take(image.name(), task.of(image.name(), ImageFiles.read(image.file())));
                }
            });
        } finally {
            end(workers);
        }
    }

    /** What has begun is waited for: it uses what the caller closes next. */
    private static void end(ExecutorService workers) {
        workers.shutdownNow();
        try {
            workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            // Whoever takes the result sees it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws OutOfMemoryError where the memory was not enough, on whichever thread */
    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            // Work that is itself divided among threads wraps it once more.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError lacking) {
                    throw lacking;
                }
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new InputException("interrupted", e);
        }
    }

    private void run(FileProgress progress, PrintWriter err, Step step) {
        int done = 0;
        for (ImageSet.Member image : images.members()) {
            if (progress.isCancelled()) {
                stopped = true;
                fail("stopped after " + done + " of " + images.size() + " images", err);
                return;
            }
            try {
                step.on(image);
            } catch (InputException e) {
                fail(e.in(image.file()).line(CommandLineWords::of), err);
            } catch (IOException e) {
                fail(InputException.of(e).in(image.file()).line(CommandLineWords::of), err);
            } catch (OutOfMemoryError e) {
                fail(image.file() + ": the memory is not enough for it: start Java with more, such as -Xmx8g", err);
            }
            progress.fileDone(++done, images.size(), image.file());
        }
    }

    private void fail(String message, PrintWriter err) {
        failures.add(message);
        err.println("nucleoscope: " + message);
    }

    /** One line for each image that failed, and one if the work was stopped. */
    public List<String> failures() {
        return failures;
    }

    /** 0 where all images are done; otherwise says on the error stream how many of them failed, and gives 2. */
    public int exitCode(PrintWriter err) {
        if (failures.isEmpty()) {
            return 0;
        }
        int failed = failures.size() - (stopped ? 1 : 0);
        if (failed == 0) {
            return 2;
        }
        err.println("nucleoscope: " + failed + " of " + images.size() + " images failed, see above");
        return 2;
    }
}
