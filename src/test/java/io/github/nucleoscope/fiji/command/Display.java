package io.github.nucleoscope.fiji.command;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;

/**
 * The screen of tests that open real windows. Such tests have the tag "window": Maven runs them in separate JVMs,
 * without {@code java.awt.headless}.
 */
final class Display {

    private static final int PATIENCE_SECONDS = 60;

    /** Milliseconds until a request to a window is repeated; rarely, as each repetition disturbs keyboard input. */
    private static final long ASK_AGAIN_MS = 2_000;

    /** Number of successive times that a state must be observed, because X's answers arrive late and may change it. */
    private static final int STEADY = 3;

    private static Display screen;

    private final Robot robot;
    private final HandledEvents events = new HandledEvents();

    private Display() {
        try {
            robot = new Robot();
        } catch (AWTException e) {
            throw new IllegalStateException(e);
        }
        robot.setAutoWaitForIdle(true);
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(events);
    }

    /** Returns the screen; the test is skipped if there is none. */
    static Display require() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        if (screen == null) {
            screen = new Display();
        }
        return screen;
    }

    /** Asks until the answer is not null, and fails after {@link #PATIENCE_SECONDS}. */
    <T> T waitFor(String what, Supplier<T> question) {
        return waitFor(what, PATIENCE_SECONDS, question);
    }

    /** Asks until the answer is not null, for at most this many seconds. */
    <T> T waitFor(String what, int seconds, Supplier<T> question) {
        long end = System.currentTimeMillis() + 1000L * seconds;
        while (System.currentTimeMillis() < end) {
            T answer = question.get();
            if (answer != null) {
                settle();
                return answer;
            }
            robot.delay(20);
        }
        screenshot("missing-" + what.replaceAll("[^a-zA-Z0-9]+", "-"));
        throw new AssertionError("there was no " + what + " within " + seconds + " s");
    }

    /** Asks until the answer is yes several times in succession; makes a request first and repeats it now and then. */
    private void waitForSteady(String what, BooleanSupplier question, Runnable request) {
        int[] seen = {0};
        long[] asked = {Long.MIN_VALUE};
        waitFor(what, () -> {
            seen[0] = question.getAsBoolean() ? seen[0] + 1 : 0;
            if (seen[0] == 0 && System.currentTimeMillis() > asked[0] + ASK_AGAIN_MS) {
                request.run();
                asked[0] = System.currentTimeMillis();
            }
            settle();
            return seen[0] >= STEADY ? true : null;
        });
    }

    /** Moves a window, and returns when it is there. Without a window manager X moves a new window on its own, too. */
    void place(Window window, int x, int y) {
        waitFor("showing window", () -> window.isShowing() ? true : null);
        Point place = new Point(x, y);
        waitForSteady("move", () -> window.isShowing() && window.getLocationOnScreen().equals(place),
                () -> move(window, place));
    }

    /** Asks for a move, even to where Java believes that the window is. */
    private static void move(Window window, Point place) {
        EventQueue.invokeLater(() -> {
            window.setLocation(place.x + 1, place.y + 1);
            window.setLocation(place);
        });
    }

    /** Gives a component the keyboard focus: there is no window manager that would give it to the clicked window. */
    void focus(Component component) {
        waitForSteady("focus", component::isFocusOwner, () -> EventQueue.invokeLater(component::requestFocus));
    }

    /** Returns every component of the type in the container and its sub-containers. */
    static <C extends Component> List<C> all(Class<C> type, Container in) {
        List<C> found = new ArrayList<>();
        for (Component child : in.getComponents()) {
            if (type.isInstance(child)) {
                found.add(type.cast(child));
            }
            if (child instanceof Container container) {
                found.addAll(all(type, container));
            }
        }
        return found;
    }

    /** Clicks in the middle of a component. */
    void click(Component component) {
        click(component, new Point(component.getWidth() / 2, component.getHeight() / 2));
    }

    /** Clicks with the left button at a place in a component, and returns when the events were handled. */
    void click(Component component, Point place) {
        drag(component, place, place);
    }

    /** Drags with the left button from one place in a component to another, and returns when that was handled. */
    void drag(Component component, Point from, Point to) {
        pointAt(component, from);
        int before = events.buttonReleases();
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        if (!to.equals(from)) {
            Point corner = component.getLocationOnScreen();
            robot.mouseMove(corner.x + to.x, corner.y + to.y);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        waitFor("release of the button", () -> events.buttonReleases() > before ? true : null);
    }

    /**
     * Moves the mouse to a place in a component until the component has received the event: a window may be covered by
     * another one, or not yet be where Java believes that it is, and then clicks would miss it.
     */
    private void pointAt(Component component, Point place) {
        Window window = SwingUtilities.getWindowAncestor(component);
        boolean[] first = {true};
        waitFor("showing component", () -> component.isShowing() ? true : null);
        settle();
        events.forgetMouse();
        waitForSteady("mouse at the component", () -> events.isMouseAt(component, place), () -> {
            if (!first[0]) {
                move(window, window.getLocation());
                EventQueue.invokeLater(window::toFront);
                settle();
            }
            first[0] = false;
            Point corner = component.getLocationOnScreen();
            // X sends no event if the mouse is moved to where it already is.
            robot.mouseMove(corner.x + place.x + 1, corner.y + place.y + 1);
            robot.mouseMove(corner.x + place.x, corner.y + place.y);
        });
    }

    /** Presses keys together, without waiting in between: X would repeat a key that is held. */
    void press(int... keys) {
        int before = events.keyReleases();
        robot.setAutoWaitForIdle(false);
        for (int key : keys) {
            robot.keyPress(key);
        }
        for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
        }
        robot.setAutoWaitForIdle(true);
        waitFor("release of the keys", () -> events.keyReleases() >= before + keys.length ? true : null);
    }

    /** Returns when all events up to now were handled. */
    void settle() {
        try {
            EventQueue.invokeAndWait(() -> { });
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
        Toolkit.getDefaultToolkit().sync();
    }

    /** Writes the whole screen to {@code target/screenshots/NAME.png}. */
    BufferedImage screenshot(String name) {
        return screenshot(name, new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
    }

    /** Writes what the window's place on the screen shows to {@code target/screenshots/NAME.png}. */
    BufferedImage screenshot(String name, Window window) {
        // Its bounds can be those of the time before it was shown.
        return screenshot(name, new Rectangle(window.getLocationOnScreen(), window.getSize()));
    }

    /** Writes a part of the screen to {@code target/screenshots/NAME.png}. */
    BufferedImage screenshot(String name, Rectangle area) {
        settle();
        BufferedImage picture = robot.createScreenCapture(area);
        File file = new File("target/screenshots", name + ".png");
        try {
            file.getParentFile().mkdirs();
            ImageIO.write(picture, "png", file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return picture;
    }
}
