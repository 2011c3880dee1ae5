package io.github.nucleoscope.cli;

import io.github.nucleoscope.cli.answer.Answer;
import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: its result to the standard output, everything else to the error stream. */
@Command
public final class Console {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints one or more lines of the result. */
    public void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    /** Prints a result. */
    public void print(Answer answer) {
        answer.lines().forEach(this::print);
    }

    /** Prints a line about the progress of the work to the error stream. */
    public void tell(String line) {
        spec.commandLine().getErr().println("nucleoscope: " + line);
    }

    /** Warns of what may be wrong with the result. */
    public void warn(String warning) {
        tell("warning: " + warning);
    }

    /** Warns of a problem and names the option that solves it. */
    public void warn(Problem problem) {
        warn(problem.line(CommandLineWords::of));
    }

    /** Starts to show the progress of a task. */
    public Progress progress(String task) {
        return new Progress(task, spec.commandLine().getErr());
    }
}
