package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.EvaluationText;
import io.github.nucleoscope.cli.Json;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.TrainingOptions;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.TrainingFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", mixinStandardHelpOptions = true,
        description = "Trains a network on labelled nuclei; writes the model, its learning curve and a report.")
public final class TrainCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; the output is o for any number of classes (default: the shallow network).")
    private String network = Architecture.SHALLOW.toString();

    @Mixin
    private TrainingOptions training;

    @Option(names = "--resume", description = {
        "Goes on with the training that was stopped in the output folder; the other options must be as they were."})
    private boolean resume;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = training.settings();
        TrainingSource source = data.source();
        Path folder = output.folder();
        output.check();
        TrainingFiles files = TrainingFiles.in(folder);
        ModelFile.requireReplaceable(files.model());
        if (resume && files.isComplete()) {
            out.println("The training in " + folder + " is complete, whatever it was of: there is nothing to resume."
                    + " Model " + files.model());
            output.writeJson(Map.of("model", files.model().toString()));
            return 0;
        }
        Optional<Checkpoint> checkpoint = checkpoint(files, err);
        TrainingSet set = LabelledNucleiOptions.read(source, "read", err);
        set.warnings().forEach(warning -> err.println("nucleoscope: warning: " + warning));
        Path report = folder.resolve("report.html");
        TrainingResult result;
        try (Progress progress = new Progress("train", err)) {
            result = files.trainWithCheckpoints(set, architecture, settings, progress, checkpoint);
        }
        result.warnings().forEach(warning -> err.println("nucleoscope: warning: " + warning));
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(result.split().warnings());
        warnings.addAll(result.warnings());
        new TrainingReport("Nucleoscope training", result, warnings, result.test(), List.of()).write(report);
        out.println(architecture.forClasses(set.dataset().classNames().size()) + ", "
                + result.classifier().network().parameterCount() + " parameters, " + result.history().size()
                + " epochs, best " + result.bestEpoch());
        result.test().ifPresent(t -> out.println(EvaluationText.of("Test part, which decided nothing",
                t.evaluation())));
        result.validation().ifPresent(v -> out.println(EvaluationText.of(
                "Validation part, which chose the epoch and the calibration", v.evaluation())));
        out.println("Calibration: " + result.calibration().description());
        out.println("model " + files.model() + ", report " + report);
        if (result.cancelled()) {
            out.println("Stopped before its end: the same command with --resume goes on.");
        } else {
            files.deleteCheckpoint();
        }
        output.writeJson(json(result, files, report, warnings));
        return 0;
    }

    private Optional<Checkpoint> checkpoint(TrainingFiles files, PrintWriter err) throws IOException {
        if (!resume && Files.exists(files.checkpoint())) {
            throw new InputException(files.checkpoint(), "a training was stopped in this folder: go on"
                    + " with it by --resume, or delete this file to train from the start");
        }
        Optional<Checkpoint> checkpoint = files.readCheckpoint();
        if (resume) {
            err.println("nucleoscope: " + checkpoint.map(c -> "going on after epoch " + c.history().size())
                    .orElse("there is no checkpoint in " + files.checkpoint().getParent()
                            + " yet: training starts at the beginning"));
        }
        return checkpoint;
    }

    private static Map<String, Object> json(TrainingResult result, TrainingFiles files, Path report,
            List<String> warnings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", files.model().toString());
        json.put("history", files.history().toString());
        json.put("report", report.toString());
        json.put("classes", result.classifier().classNames());
        json.put("parameters", result.classifier().network().parameterCount());
        json.put("epochs", result.history().size());
        json.put("best_epoch", result.bestEpoch());
        json.put("calibration", result.calibration().description());
        result.test().ifPresent(t -> json.put("test", Json.of(t.evaluation())));
        result.validation().ifPresent(v -> json.put("validation", Json.of(v.evaluation())));
        json.put("warnings", warnings);
        return json;
    }
}
