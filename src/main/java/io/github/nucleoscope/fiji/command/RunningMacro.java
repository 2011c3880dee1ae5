package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

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
        if (macro != null) {
            if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
                macro.setIgnoreErrors(true);
                unwinding(() -> macro.abort(message));
            } else {
                inThreadWithoutOptions(() -> unwinding(() -> macro.abort(message)));
            }
        }
        // Makes IJ.run throw, for scripts.
        unwinding(Macro::abort);
    }

    /**
     * ImageJ takes a dialog for answered where the thread has a macro's options. In ImageJ2 the command's thread has
     * those of the macro's, and cannot get rid of them.
     */
    private static void inThreadWithoutOptions(Runnable task) {
        Thread thread = new Thread(task, "Nucleoscope macro error");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** ImageJ unwinds the macro's thread by an exception, but this thread is the command's. */
    private static void unwinding(Runnable abort) {
        try {
            abort.run();
        } catch (RuntimeException e) {
            if (!Macro.MACRO_CANCELED.equals(e.getMessage())) {
                throw e;
            }
        }
    }
}
