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
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;

/**
 * Processes many images, one by one or several in parallel: an image that fails is reported with its name, and the
 * others are processed. Results and failures are always in the order of the images.
 */
public final class ImageBatch {

    /** Receives the progress of the batch, on its thread, and may cancel it. */
    public interface Listener extends FileProgress {
        /** Called if an image failed, with its file, or if the batch was stopped. */
        void failed(Problem problem);
    }

    /** Work to be done on each image. */
    public interface Work {
        /** @param name the file's name without extension, unique in the batch */
        void on(String name, ImagePlus image) throws IOException;
    }

    /** A computation on each image, on any thread, without side effects: those are left to {@link Result}. */
    public interface Task<T> {
        /** @param name the file's name without extension, unique in the batch */
        T of(String name, ImagePlus image) throws IOException;
    }

    /** Receives what was computed, on the thread of the batch. */
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

    /** Does the work on each image. Failures are reported to the listener at once, and kept. */
    public void forEach(Work work) {
        run(image -> work.on(image.name(), ImageFiles.read(image.file())));
    }

    /**
     * Processes several images in parallel, and hands over the results in the order of the images, on this thread. An
     * image that ran out of memory next to others is processed again, alone. If the batch is stopped, results that were
     * not yet handed over are lost.
     *
     * @param threads number of images to be processed in parallel
     */
    public <T> void forEach(int threads, Task<T> task, Result<T> result) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Iterator<ImageSet.Member> members = images.members().iterator();
        Deque<Future<T>> ahead = new ArrayDeque<>();
        try {
            run(image -> {
                // Twice as many, so that no thread has to wait while another is busy with a large image.
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

    /** Waits for tasks that have begun: they use what the caller closes next. */
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
            // Thrown again to whoever takes the result.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws OutOfMemoryError if any thread ran out of memory */
    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            // Tasks that use several threads themselves wrap it again.
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
                fail(new InputException(image.file(), "there is not enough memory for it", Correction.MEMORY));
            }
            listener.fileDone(++done, images.size(), image.file());
        }
    }

    private void fail(Problem problem) {
        failures.add(problem);
        listener.failed(problem);
    }

    /** Returns one problem for each image that failed, and one if the batch was stopped. */
    public List<Problem> failures() {
        return List.copyOf(failures);
    }

    /** Returns the number of images that failed. */
    public int failed() {
        return failures.size() - (stopped ? 1 : 0);
    }
}
