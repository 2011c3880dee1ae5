package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.DiagnosisStages;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.Reading;
import io.github.nucleoscope.cli.answer.AppliedRemedyText;
import io.github.nucleoscope.cli.answer.DiagnosisAnswer;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.NetworkOption;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.TrainingOptions;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Preset;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkDiagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "diagnose", mixinStandardHelpOptions = true, description =
    "Trains a network for a few epochs (--epochs) while monitoring it, reports why it does not learn, tries remedies "
    + "for the same number of epochs and writes a report. The test part of the nuclei is not used.")
final class DiagnoseCommand implements Callable<Integer> {

    private static final int EPOCHS = 8;

    @Mixin
    private LabelledNucleiOptions data;

    @Mixin
    private NetworkOption network = new NetworkOption(Preset.SHALLOW);

    @Mixin
    private TrainingOptions training = new TrainingOptions(Recipe.ORIGINAL, EPOCHS);

    @Option(names = "--apply", description =
        "Then trains fully with the remedy that worked best, or the unchanged network if it is healthy, and writes the "
        + "model.")
    private boolean apply;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        Architecture architecture = network.architecture();
        TrainingSettings settings = training.settings();
        if (settings.validationFraction() == 0) {
            throw new InputException("--validation 0 leaves no nuclei for the diagnosis: use a value above 0");
        }
        TrainingSource source = data.source();
        NetworkDiagnosis job = new NetworkDiagnosis(output.folder(), new Subject(architecture, settings));
        output.check();
        TrainingSet set = Reading.of(source, "read", console);
        set.warnings().forEach(console::warn);
        NetworkDiagnosis.Outcome outcome;
        try (DiagnosisStages stages = new DiagnosisStages(console)) {
            outcome = job.run(set, stages);
        } catch (CancellationException e) {
            throw new InputException("the diagnosis was stopped early: there is no result", e);
        }
        DiagnosisAnswer answer = new DiagnosisAnswer(outcome);
        console.print(answer);
        Map<String, Object> json = answer.json();
        if (apply) {
            Optional<NetworkDiagnosis.Applied> applied;
            try (Progress progress = console.progress("train")) {
                applied = job.apply(outcome.diagnosis(), set, settings.patience(), progress);
            }
            AppliedRemedyText.of(applied).forEach(console::print);
            applied.ifPresent(trained -> json.put("model", trained.model().toString()));
        }
        output.writeJson(json);
        return 0;
    }
}
