package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.DemoProgress;
import io.github.nucleoscope.cli.answer.DemoAnswer;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.workflow.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "demo", mixinStandardHelpOptions = true, description =
    "Demonstrates the whole workflow on synthetic images: draws fields of nuclei of two classes, segments them, trains "
    + "on nine fields, classifies the other three and writes a report.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions("nucleoscope-demo");

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        output.check();
        output.folder("data");
        output.folder("overlays");
        try (DemoProgress progress = new DemoProgress(console)) {
            output.write(new DemoAnswer(new Demo(output.folder()).run(progress)), console);
        }
        return 0;
    }
}
