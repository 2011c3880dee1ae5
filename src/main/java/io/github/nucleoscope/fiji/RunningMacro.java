package io.github.nucleoscope.fiji;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/** The ImageJ macro, or the script that called {@code IJ.run}, that waits for a command to end. */
public final class RunningMacro {

    private RunningMacro() {}

    /** Writes to the Log why a command cannot do its work, and stops the macro that waits for it. */
    public static void fail(String command, String problem) {
        IJ.log(command + ": " + problem);
        stop(command + ": " + problem);
    }

    /**
     * Stops it at the statement that called the command. A macro that runs with windows shows ImageJ's "Macro Error"
     * dialog with the message and the line; one in batch mode, or without a display, stops without a dialog. Does
     * nothing where there is none.
     */
    static void stop(String message) {
        if (!IJ.isMacro()) {
            return;
        }
        Interpreter macro = Interpreter.getInstance();
        try {
            if (macro != null) {
                if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
                    macro.setIgnoreErrors(true);
                }
                macro.abort(message);
            }
            // Makes IJ.run throw, for scripts.
            Macro.abort();
        } catch (RuntimeException e) {
            // ImageJ's way to unwind the macro's thread, but this thread is the command's.
            if (!Macro.MACRO_CANCELED.equals(e.getMessage())) {
                throw e;
            }
        }
    }
}
