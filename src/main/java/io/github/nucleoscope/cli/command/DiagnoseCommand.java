package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.DiagnosisStages;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.answer.AppliedRemedyText;
import io.github.nucleoscope.cli.answer.DiagnosisAnswer;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.TrainingOptions;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkDiagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "diagnose", mixinStandardHelpOptions = true, description = {
    "Trains a network for a few epochs (--epochs) under observation, says why it is stuck, tries remedies for as many",
    "epochs, and writes a page. The test part of the nuclei is left out."})
public final class DiagnoseCommand implements Callable<Integer> {

    private static final int EPOCHS = 8;

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; the output is o for any number of classes (default: the shallow network).")
    private String network = Architecture.SHALLOW.toString();

    @Mixin
    private TrainingOptions training = new TrainingOptions(EPOCHS);

    @Option(names = "--apply", description = {
        "Trains in full with the remedy that worked best, or with the network as it is where it is healthy, and writes",
        "the model."})
    private boolean apply;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = training.settings();
        if (settings.validationFraction() == 0) {
            throw new InputException("--validation 0 leaves nothing to diagnose by: give it a share");
        }
        TrainingSource source = data.source();
        NetworkDiagnosis job = new NetworkDiagnosis(output.folder(), new Subject(architecture, settings));
        output.check();
        TrainingSet set = LabelledNucleiOptions.read(source, "read", console);
        set.warnings().forEach(console::warn);
        NetworkDiagnosis.Outcome outcome;
        try (DiagnosisStages stages = new DiagnosisStages(console)) {
            outcome = job.run(set, stages);
        } catch (CancellationException e) {
            throw new InputException("the diagnosis was stopped before its end: there is no result", e);
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
