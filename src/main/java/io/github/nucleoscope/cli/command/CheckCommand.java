package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.SourceImages;
import io.github.nucleoscope.cli.CheckStages;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Reading;
import io.github.nucleoscope.cli.answer.CheckAnswer;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.workflow.TrainingDataCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", mixinStandardHelpOptions = true, description =
    "Checks a training set for crops without a nucleus; cut-off, blurred or saturated crops; duplicates; leakage; "
    + "shortcuts and suspicious labels; and whether more labels would help. Writes a report and findings.csv.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--held-out", paramLabel = "DATA",
            description = "A second set, on which networks will be evaluated: which of its nuclei are also in DATA?")
    private Path heldOut;

    @Option(names = "--clean", paramLabel = "DIR", description =
        "Writes a copy without crops that show no nucleus and without duplicates; of duplicates in different classes "
        + "none is kept. For whole images the copy has the images, and the outlines of their nuclei in "
        + "<image>_ROIs.zip. DIR must be new or empty. Labels are not changed.")
    private Path clean;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network that judges labels and shortcuts (default: the shallow network).")
    private String network = CheckSettings.DEFAULT.architecture().toString();

    @Option(names = "--folds", paramLabel = "N",
            description = "Folds of the cross-validation, 2 to 10 (default: ${DEFAULT-VALUE}).")
    private int folds = CheckSettings.DEFAULT.folds();

    @Option(names = "--steps", paramLabel = "N", description =
        "Mini-batches per training, independent of the size of the set; 3 networks are trained per fold "
        + "(default: ${DEFAULT-VALUE}).")
    private int steps = CheckSettings.DEFAULT.steps();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same findings (default: ${DEFAULT-VALUE}).")
    private long seed = CheckSettings.DEFAULT.seed();

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        CheckSettings settings = new CheckSettings(Architecture.parse(network), folds, steps, seed);
        TrainingSource source = data.source();
        Optional<CleanedCopy> copy = clean == null ? Optional.empty()
                : Optional.of(new CleanedCopy(data.path(), clean));
        TrainingDataCheck check = new TrainingDataCheck(output.folder(), settings, SourceImages.FILES, copy);
        output.check();
        TrainingSet set = Reading.of(source, "read", console);
        Optional<TrainingSet> second = heldOut == null ? Optional.empty()
                : Optional.of(Reading.of(data.source(heldOut), "read held-out", console));
        TrainingDataCheck.Outcome outcome;
        try (CheckStages progress = new CheckStages(console)) {
            outcome = check.run(set, second, progress);
        }
        output.write(new CheckAnswer(outcome, clean), console);
        return 0;
    }
}
