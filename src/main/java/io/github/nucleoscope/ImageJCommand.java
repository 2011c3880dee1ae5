package io.github.nucleoscope;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.concurrent.Callable;

import io.github.nucleoscope.fiji.plain.PlainImageJ;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Command;

@Command(name = ImageJCommand.NAME, mixinStandardHelpOptions = true, description = {
    "Opens ImageJ with the menu Plugins > Nucleoscope and waits until ImageJ is closed. Needs a display."})
final class ImageJCommand implements Callable<Integer> {

    static final String NAME = "imagej";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!hasDisplay()) {
            throw new InputException("ImageJ needs a display and there is none: log in with one, or use the other "
                    + "commands, which do not");
        }
        PlainImageJ.openAndWait();
        return 0;
    }

    /** AWT throws an error if it cannot reach the display. */
    private static boolean hasDisplay() {
        try {
            return !GraphicsEnvironment.isHeadless()
                    && GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0;
        } catch (AWTError e) {
            return false;
        }
    }
}
