package io.github.nucleoscope.cli.command;

import io.github.nucleoscope.network.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The command line: {@code nucleoscope} with all commands that need no window; a subcommand is required. */
@Command(name = "nucleoscope", mixinStandardHelpOptions = true, versionProvider = Nucleoscope.Version.class,
        description = "Segments cell nuclei, trains small networks on them and classifies each nucleus.",
        subcommands = {SegmentCommand.class, TrainCommand.class, TrainSegmentationCommand.class,
            ClassifyCommand.class, EvaluateCommand.class, CheckCommand.class, CompareCommand.class,
            DiagnoseCommand.class, DemoCommand.class, InfoCommand.class, BenchmarkCommand.class})
public final class Nucleoscope implements Runnable {

    @Spec
    private CommandSpec spec;

    private Nucleoscope() {}

    /** Returns the command line with these commands; the caller may add others. */
    public static CommandLine commandLine() {
        return new CommandLine(new Nucleoscope());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: try --help");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nucleoscope " + Software.version()};
        }
    }
}
