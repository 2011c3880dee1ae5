package io.github.nucleoscope.cli;

import io.github.nucleoscope.cli.answer.Answer;
import io.github.nucleoscope.cli.answer.CommandLineWords;
import io.github.nucleoscope.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: its answer to the standard output, all else to the error stream. */
@Command
public final class Console {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints a line, or several, of the answer. */
    public void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    /** Prints an answer. */
    public void print(Answer answer) {
        answer.lines().forEach(this::print);
    }

    /** Tells of how the work goes. */
    public void tell(String line) {
        spec.commandLine().getErr().println("nucleoscope: " + line);
    }

    /** Warns of what may be wrong with the answer. */
    public void warn(String warning) {
        tell("warning: " + warning);
    }

    /** Warns of a problem, and says by which option it goes away. */
    public void warn(Problem problem) {
        warn(problem.line(CommandLineWords::of));
    }

    /** Shows how far a task is, from now on. */
    public Progress progress(String task) {
        return new Progress(task, spec.commandLine().getErr());
    }
}
