package io.github.nucleoscope;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.concurrent.Callable;

import io.github.nucleoscope.fiji.plain.PlainImageJ;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Command;

@Command(name = ImageJCommand.NAME, mixinStandardHelpOptions = true, description = {
    "Opens ImageJ with the menu Plugins > Nucleoscope, and ends when ImageJ is quit. It needs a display."})
final class ImageJCommand implements Callable<Integer> {

    static final String NAME = "imagej";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!hasDisplay()) {
            throw new InputException("there is no display for ImageJ's window: log in with one, or use the other "
                    + "commands, which need none");
        }
        PlainImageJ.openAndWait();
        return 0;
    }

    /** AWT tells of a display that it cannot reach by an error. */
    private static boolean hasDisplay() {
        try {
            return !GraphicsEnvironment.isHeadless()
                    && GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0;
        } catch (AWTError e) {
            return false;
        }
    }
}
