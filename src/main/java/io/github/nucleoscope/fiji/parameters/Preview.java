package io.github.nucleoscope.fiji.parameters;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.scijava.module.Module;

/**
 * Shows what a command would do while its dialog is open, in a separate thread. Values that arrive while it works
 * replace those that are still waiting.
 */
final class Preview implements AutoCloseable {

    private final Module module;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicReference<Map<String, Object>> waiting = new AtomicReference<>();

    Preview(Module module) {
        this.module = module;
    }

    /** Requests a preview and returns at once. */
    void show(Map<String, Object> values) {
        if (waiting.getAndSet(values) == null) {
            thread.execute(this::work);
        }
    }

    private void work() {
        waiting.getAndSet(null).forEach(module::setInput);
        module.preview();
    }

    /** Returns when the preview has finished. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
