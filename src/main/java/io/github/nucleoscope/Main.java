package io.github.nucleoscope;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;

import io.github.nucleoscope.cli.CommandLineWords;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.LibraryChatter;
import io.github.nucleoscope.cli.command.BenchmarkCommand;
import io.github.nucleoscope.cli.command.CheckCommand;
import io.github.nucleoscope.cli.command.ClassifyCommand;
import io.github.nucleoscope.cli.command.CompareCommand;
import io.github.nucleoscope.cli.command.DemoCommand;
import io.github.nucleoscope.cli.command.DiagnoseCommand;
import io.github.nucleoscope.cli.command.EvaluateCommand;
import io.github.nucleoscope.cli.command.InfoCommand;
import io.github.nucleoscope.cli.command.SegmentCommand;
import io.github.nucleoscope.cli.command.TrainCommand;
import io.github.nucleoscope.cli.command.TrainSegmentationCommand;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

/**
 * The command line. It exits with 0 on success, 2 on bad usage or bad input (one line on the error stream says what is
 * wrong and what to do) and 1 on a defect.
 */
@Command(name = "nucleoscope", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Segments nuclei, trains small networks on them and classifies every nucleus.",
        subcommands = {SegmentCommand.class, TrainCommand.class, TrainSegmentationCommand.class,
            ClassifyCommand.class, EvaluateCommand.class, CheckCommand.class, CompareCommand.class,
            DiagnoseCommand.class, DemoCommand.class, InfoCommand.class, BenchmarkCommand.class, ImageJCommand.class})
public final class Main implements Runnable {

    private static final int BAD_INPUT = 2;
    private static final int DEFECT = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and exits. */
    public static void main(String[] args) {
        // No window, and no icon in the dock of a Mac; ND4J's greetings are not for users.
        if (args.length == 0 || !args[0].equals(ImageJCommand.NAME)) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        // Pictures are small; and a cache on disk cannot be made any more once a signal has come.
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

    /** Runs one command and gives back its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            return new CommandLine(new Main())
                    .setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler(Main::onBadUsage)
                    .setExecutionExceptionHandler(Main::onException)
                    .execute(args);
        } catch (OutOfMemoryError e) {
            err.println(oneLine("the memory is not enough (" + e.getMessage() + "): take smaller images, --size, "
                    + "--batch or --network, or start Java with more, such as -Xmx8g"));
            return BAD_INPUT;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: try --help");
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

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nucleoscope " + Software.version()};
        }
    }
}
