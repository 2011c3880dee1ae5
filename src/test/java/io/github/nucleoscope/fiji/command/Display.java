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
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * The screen of tests that open real windows. Such tests have the tag "window": Maven runs them in a JVM of their own,
 * without {@code java.awt.headless}.
 */
final class Display {

    private static final int PATIENCE_SECONDS = 30;

    private final Robot robot;

    private Display(Robot robot) {
        this.robot = robot;
    }

    /** The screen; the test is skipped where there is none. */
    static Display require() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        try {
            Robot robot = new Robot();
            robot.setAutoWaitForIdle(true);
            return new Display(robot);
        } catch (AWTException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Mouse and keys; each call returns when its events were handled. */
    Robot robot() {
        return robot;
    }

    /** Asks again and again, until the answer is not null. */
    <T> T waitFor(String what, Supplier<T> question) {
        return waitFor(what, PATIENCE_SECONDS, question);
    }

    /** The same, for what takes a slow machine so many seconds. */
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

    /**
     * Moves a window, and returns when it is there. Without a window manager Java may not have heard where X put a new
     * window, and clicks would miss it: so this comes before them.
     */
    void place(Window window, int x, int y) {
        waitFor("showing window", () -> window.isShowing() ? true : null);
        Point place = new Point(x, y);
        long[] asked = {move(window, place)};
        waitFor("move", () -> {
            if (window.isShowing() && window.getLocationOnScreen().equals(place)) {
                return true;
            }
            // A move that crossed X's own is lost. Each further one disturbs those who type: they must be rare.
            if (System.currentTimeMillis() - asked[0] > 2_000) {
                move(window, new Point(x + 1, y + 1));
                asked[0] = move(window, place);
            }
            return null;
        });
    }

    /** Asks for a move; the answer is when. */
    private static long move(Window window, Point place) {
        EventQueue.invokeLater(() -> window.setLocation(place));
        return System.currentTimeMillis();
    }

    /** Every component of the type in the container, and in those within it. */
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

    /** Presses and releases the left button at a place on the screen. */
    void click(Point place) {
        robot.mouseMove(place.x, place.y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        settle();
    }

    /** The middle of a component, on the screen. */
    static Point middle(Component component) {
        Point corner = component.getLocationOnScreen();
        return new Point(corner.x + component.getWidth() / 2, corner.y + component.getHeight() / 2);
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
