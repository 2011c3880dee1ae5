package io.github.nucleoscope.fiji.command;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.concurrent.atomic.AtomicInteger;

/** Mouse and keys whose events were handled when a call returns: what the robot does arrives later. */
final class Hand implements AutoCloseable {

    private final Display display;
    private final Handled handled = new Handled();

    Hand(Display display) {
        this.display = display;
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(handled);
    }

    /** Counts releases of buttons and keys when they were handled. */
    private static final class Handled extends EventQueue {

        private final AtomicInteger releases = new AtomicInteger();

        @Override
        protected void dispatchEvent(AWTEvent event) {
            super.dispatchEvent(event);
            if (event.getID() == MouseEvent.MOUSE_RELEASED || event.getID() == KeyEvent.KEY_RELEASED) {
                releases.incrementAndGet();
            }
        }

        @Override
        public void pop() {
            super.pop();
        }
    }

    /** Drags with the left button; a click where both places are one. */
    void drag(Point from, Point to) {
        Robot robot = display.robot();
        handled(1, () -> {
            robot.mouseMove(from.x, from.y);
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseMove(to.x, to.y);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        });
    }

    /** Keys held together. All at once: X repeats a key that is held while the robot waits for the events before. */
    void press(int... keys) {
        Robot robot = display.robot();
        handled(keys.length, () -> {
            robot.setAutoWaitForIdle(false);
            for (int key : keys) {
                robot.keyPress(key);
            }
            for (int i = keys.length - 1; i >= 0; i--) {
                robot.keyRelease(keys[i]);
            }
            robot.setAutoWaitForIdle(true);
        });
    }

    /** Does what ends with so many releases of a button or a key, and returns when all of it was handled. */
    private void handled(int releases, Runnable task) {
        int before = handled.releases.get();
        task.run();
        display.waitFor("release", () -> handled.releases.get() >= before + releases ? true : null);
    }

    @Override
    public void close() {
        handled.pop();
    }
}
