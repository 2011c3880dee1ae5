package io.github.nucleoscope.cli;

import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.workflow.Demo;

/** Shows what the demo is doing. */
public final class DemoProgress implements Demo.Listener, AutoCloseable {

    private final Console console;
    private Progress bar;

    public DemoProgress(Console console) {
        this.console = console;
    }

    @Override
    public void drawing(int fields) {
        console.print("Drawing " + fields + " fields of nuclei of two classes ...");
    }

    @Override
    public TrainingListener training(int fields) {
        console.print("Segmenting " + fields + " fields and training on their nuclei ...");
        bar = console.progress("train");
        return bar;
    }

    @Override
    public void classifying() {
        close();
        console.print("Classifying the held-out fields ...");
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
