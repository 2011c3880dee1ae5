package io.github.nucleoscope;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;

import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.LibraryChatter;
import io.github.nucleoscope.cli.command.Nucleoscope;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

/**
 * The command line. It exits with 0 on success, 2 on bad usage or bad input (one line on the error stream says what is
 * wrong and what to do) and 1 on a defect.
 */
public final class Main {

    private static final int BAD_INPUT = 2;
    private static final int DEFECT = 1;

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        // No window, and no icon in the dock of a Mac; ND4J's greetings are not for users.
        if (args.length == 0 || !args[0].equals(ImageJCommand.NAME)) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        // Pictures are small, and a disk cache can no longer be created once a signal has arrived.
        ImageIO.setUseCache(false);
        PrintWriter out = new PrintWriter(System.out, true);
        System.setOut(new PrintStream(new LibraryChatter(System.err), true));
        CountDownLatch end = new CountDownLatch(1);
        Interruption.waitFor(end);
        int exitCode;
        try {
            exitCode = run(out, new PrintWriter(System.err, true), args);
        } finally {
            end.countDown();
        }
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code: 0, 1 or 2 as described above. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            return commandLine()
                    .setOut(out)
                    .setErr(err)
                    .setParameterExceptionHandler(Main::onBadUsage)
                    .setExecutionExceptionHandler(Main::onException)
                    .execute(args);
        } catch (OutOfMemoryError e) {
            err.println(oneLine("not enough memory (" + e.getMessage() + "): use smaller images, or a smaller --size, "
                    + "--batch or --network, or give Java more, such as -Xmx8g"));
            return BAD_INPUT;
        }
    }

    /** Returns the command line with all commands, including the one that opens ImageJ. */
    static CommandLine commandLine() {
        return Nucleoscope.commandLine()
                .addSubcommand(ImageJCommand.NAME, new ImageJCommand())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int onBadUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(oneLine(e.getMessage()) + " (see '" + command.getCommandSpec().qualifiedName()
                + " --help')");
        return BAD_INPUT;
    }

    private static int onException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof InputException || e instanceof IOException) {
            InputException problem = e instanceof IOException io ? InputException.of(io) : (InputException) e;
            command.getErr().println("nucleoscope: " + problem.line(CommandLineWords::of));
            return BAD_INPUT;
        }
        e.printStackTrace(command.getErr());
        return DEFECT;
    }

    private static String oneLine(String message) {
        return "nucleoscope: " + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
