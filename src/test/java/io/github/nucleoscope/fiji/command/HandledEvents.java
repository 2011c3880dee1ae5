package io.github.nucleoscope.fiji.command;

import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;

/** Java's event queue, which remembers what it handled last of the mouse and of the keys. */
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

    /** How many buttons of the mouse were let go, and all was done that follows from it. */
    int buttonReleases() {
        return buttonReleases;
    }

    /** How many keys were let go, and all was done that follows from it. */
    int keyReleases() {
        return keyReleases;
    }

    /** Until the mouse is moved again, nobody knows where it is. */
    void forgetMouse() {
        mouse = null;
    }

    /**
     * Whether the mouse was seen last at a place in a component, by an event that went to the component: so no other
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
