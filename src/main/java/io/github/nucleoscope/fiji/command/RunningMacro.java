package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

/** The ImageJ macro, or the script that called {@code IJ.run}, that is waiting for a command to end. */
public final class RunningMacro {

    private RunningMacro() {}

    /** Writes to the Log why a command has failed, and stops the macro that is waiting for it. */
    public static void fail(String command, String problem) {
        IJ.log(command + ": " + problem);
        stop(command + ": " + problem);
    }

    /**
     * Stops the macro at the statement that called the command. A macro with windows shows ImageJ's "Macro Error"
     * dialog with the message and the line; in batch mode, or without a display, it stops without a dialog. Does
     * nothing if no macro is running.
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
     * ImageJ does not show a dialog if the thread has macro options. In ImageJ2 the command's thread has those of the
     * macro's thread and cannot clear them.
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

    /** Catches the exception by which ImageJ unwinds the macro's thread, as this thread is the command's. */
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
