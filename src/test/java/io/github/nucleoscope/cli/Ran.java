package io.github.nucleoscope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.github.nucleoscope.Main;

/** What a command line printed, and its exit code. */
public record Ran(int exitCode, String out, String err) {

    /** Runs the command line in this JVM. */
    public static Ran nucleoscope(Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
