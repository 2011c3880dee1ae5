package io.github.nucleoscope.fiji.command;

import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;

/** Java's event queue, which remembers the mouse and key events that it handled last. */
final class HandledEvents extends EventQueue {

    private volatile MouseEvent mouse;
    private volatile int buttonReleases;
    private volatile int keyReleases;

    @Override
    protected void dispatchEvent(AWTEvent event) {
        super.dispatchEvent(event);
        // Only in the event thread.
        if (event instanceof MouseEvent here) {
            mouse = here;
        }
        if (event.getID() == MouseEvent.MOUSE_RELEASED) {
            buttonReleases++;
        } else if (event.getID() == KeyEvent.KEY_RELEASED) {
            keyReleases++;
        }
    }

    /** Returns the number of mouse releases that were fully handled. */
    int buttonReleases() {
        return buttonReleases;
    }

    /** Returns the number of key releases that were fully handled. */
    int keyReleases() {
        return keyReleases;
    }

    /** Forgets the place of the mouse until it is moved again. */
    void forgetMouse() {
        mouse = null;
    }

    /**
     * Returns whether the last mouse event was at a place in a component and went to the component: so no other
     * window covers it, and its window is where Java believes it to be.
     *
     * @param place in the component
     */
    boolean isMouseAt(Component component, Point place) {
        MouseEvent last = mouse;
        if (last == null || last.getID() == MouseEvent.MOUSE_EXITED || !component.isShowing()) {
            return false;
        }
        // A component without a window of its own gets its events through one that has it.
        Component source = last.getComponent();
        return (source == component || SwingUtilities.isDescendingFrom(component, source))
                && SwingUtilities.convertPoint(source, last.getPoint(), component).equals(place);
    }
}
