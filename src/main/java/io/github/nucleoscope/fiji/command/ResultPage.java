package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;

import ij.macro.Interpreter;
import ij.plugin.BrowserLauncher;

/** The report of a command. */
final class ResultPage {

    private ResultPage() {}

    /**
     * Opens the report in the browser, unless there is no display or a macro runs in batch mode.
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
