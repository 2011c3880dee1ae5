package io.github.nucleoscope.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Redirects what libraries print to the standard output, which is reserved for our results, line by line to the error
 * stream. Outside its own folder ImageJ complains about a missing colour table for each ROI with a group that it reads:
 * those lines are dropped.
 */
public final class LibraryChatter extends OutputStream {

    private static final String MISSING_COLOUR_TABLE = "LUT not found: ";

    private final PrintStream err;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public LibraryChatter(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void write(int b) {
        line.write(b);
        if (b == '\n') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (!text.startsWith(MISSING_COLOUR_TABLE)) {
                err.print(text);
                err.flush();
            }
        }
    }
}
