package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.Reading;
import io.github.nucleoscope.cli.answer.TrainingAnswer;
import io.github.nucleoscope.cli.option.EnsembleOptions;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.ResumeOption;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.training.Checkpoint;
import io.github.nucleoscope.training.CropChoice;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.workflow.ClassifierTraining;
import io.github.nucleoscope.workflow.TrainingFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "train", mixinStandardHelpOptions = true,
        description = "Trains a network on labelled nuclei and writes the model, its learning curves and a report.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Mixin
    private EnsembleOptions training = new EnsembleOptions();

    @Mixin
    private ResumeOption resume;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        StartingPoint from = training.start();
        EnsembleSettings settings = training.settings();
        TrainingSource source = data.source();
        Path folder = output.folder();
        output.check();
        TrainingFiles files = TrainingFiles.in(folder);
        ModelFile.requireReplaceable(files.model());
        if (resume.isSet() && files.isComplete()) {
            console.print("The training in " + folder + " is already complete: there is nothing to resume."
                    + " Model " + files.model());
            output.writeJson(Map.of("model", files.model().toString()));
            return 0;
        }
        Optional<Checkpoint> start = checkpoint(files);
        ClassifierTraining job = new ClassifierTraining(files, folder.resolve("report.html"), from, settings,
                start);
        TrainingSet read = Reading.of(source, "read", console);
        console.tell("settings: " + settings.describe().entrySet().stream()
                .map(setting -> setting.getKey().replace('_', ' ') + " " + setting.getValue())
                .collect(Collectors.joining(", ")));
        TrainingSet set;
        try (Progress progress = console.progress("choose crops")) {
            set = CropChoice.of(read, settings, from, start, progress);
        }
        set.warnings().forEach(console::warn);
        ClassifierTraining.Outcome outcome;
        try (Progress progress = console.progress("train")) {
            outcome = job.run(set, progress);
        }
        outcome.result().warnings().forEach(console::warn);
        output.write(new TrainingAnswer(job, outcome), console);
        return 0;
    }

    private Optional<Checkpoint> checkpoint(TrainingFiles files) throws IOException {
        resume.requireNoOther(files.checkpoint());
        Optional<Checkpoint> checkpoint = files.readCheckpoint();
        if (resume.isSet()) {
            console.tell(checkpoint.map(c -> "resuming after epoch " + c.history().size())
                    .orElse("there is no checkpoint in " + files.checkpoint().getParent()
                            + " yet: training starts from the beginning"));
        }
        return checkpoint;
    }
}
