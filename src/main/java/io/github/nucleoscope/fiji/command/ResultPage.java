package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;

import ij.macro.Interpreter;
import ij.plugin.BrowserLauncher;

/** A page that a command ends with. */
final class ResultPage {

    private ResultPage() {}

    /**
     * Opens it in the browser, where there is a display and no macro in batch mode.
     *
     * @return whether it was opened
     */
    static boolean open(Path page) throws IOException {
        if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
            return false;
        }
        BrowserLauncher.openURL(page.toUri().toString());
        return true;
    }
}
