package io.github.nucleoscope.workflow;

import java.io.IOException;
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
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.problem.Remedy;

/**
 * Many images, one after the other or some side by side: one that fails is reported with its name, and the next one is
 * taken. What is said and kept of them is in their order in any case.
 */
public final class ImageBatch {

    /** Told how the batch goes, on its thread, and asked whether to go on. */
    public interface Listener extends FileProgress {
        /** An image failed, or the batch was stopped; one line, which names the image's file. */
        void failed(Problem problem);
    }

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
    private final List<Problem> failures = new ArrayList<>();
    private final Listener listener;
    private boolean stopped;

    public ImageBatch(ImageSet images, Listener listener) {
        this.images = images;
        this.listener = listener;
    }

    public int size() {
        return images.size();
    }

    /** Does the work on each image; the listener is told of failures at once, and they are kept. */
    public void forEach(Work work) {
        run(image -> work.on(image.name(), ImageFiles.read(image.file())));
    }

    /**
     * Computes something of several images at a time, and takes it in the order of the images, on this thread. An
     * image for which the memory was not enough beside others is computed and taken once more, alone. Where the batch
     * is stopped, what was computed and not taken is lost.
     *
     * @param threads how many images at a time
     */
    public <T> void forEach(int threads, Task<T> task, Result<T> result) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Iterator<ImageSet.Member> members = images.members().iterator();
        Deque<Future<T>> ahead = new ArrayDeque<>();
        try {
            run(image -> {
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

    private void run(Step step) {
        int done = 0;
        for (ImageSet.Member image : images.members()) {
            if (listener.isCancelled()) {
                stopped = true;
                fail(Problem.ofText("stopped after " + done + " of " + images.size() + " images"));
                return;
            }
            try {
                step.on(image);
            } catch (InputException e) {
                fail(e.in(image.file()));
            } catch (IOException e) {
                fail(InputException.of(e).in(image.file()));
            } catch (OutOfMemoryError e) {
                fail(new InputException(image.file(), "the memory is not enough for it", Remedy.MEMORY));
            }
            listener.fileDone(++done, images.size(), image.file());
        }
    }

    private void fail(Problem problem) {
        failures.add(problem);
        listener.failed(problem);
    }

    /** One for each image that failed, and one if the batch was stopped. */
    public List<Problem> failures() {
        return List.copyOf(failures);
    }

    /** How many images failed. */
    public int failed() {
        return failures.size() - (stopped ? 1 : 0);
    }
}
