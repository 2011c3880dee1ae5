package io.github.nucleoscope.fiji.plain;

import java.util.List;

import ij.IJ;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/** Shows SciJava's progress in ImageJ's status bar. */
final class StatusBar {

    /** Held here because SciJava has only weak references to subscribers. */
    private static List<EventSubscriber<?>> subscribers;

    private StatusBar() {}

    static void follow(EventService events) {
        subscribers = events.subscribe(new StatusBar());
    }

    @EventHandler
    private void onEvent(StatusEvent event) {
        if (event.getStatusMessage() != null) {
            IJ.showStatus(event.getStatusMessage());
        }
        if (event.getProgressMaximum() > 0 && event.getProgressValue() >= 0) {
            IJ.showProgress((double) event.getProgressValue() / event.getProgressMaximum());
        }
    }
}
