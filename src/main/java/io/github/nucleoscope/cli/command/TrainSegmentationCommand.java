package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.SegmentationTrainingProgress;
import io.github.nucleoscope.cli.answer.SegmentationTrainingAnswer;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.ResumeOption;
import io.github.nucleoscope.cli.option.SegmentationStartOptions;
import io.github.nucleoscope.cli.option.SegmentationTrainingOptions;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationModel;
import io.github.nucleoscope.training.SegmentationTrainer;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.workflow.SegmentationFiles;
import io.github.nucleoscope.workflow.SegmentationTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "train-segmentation", mixinStandardHelpOptions = true,
        description = "Trains a network to segment nuclei, from images and their label images, and writes the model.")
final class TrainSegmentationCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "IMAGES", description = "Folder of images with bright or stained nuclei.")
    private Path images;

    @Parameters(index = "1", paramLabel = "LABELS", description = {
        "Folder of label images of the same names: 0 is background, each nucleus has a different number."})
    private Path labels;

    @Option(names = "--folds", paramLabel = "N", defaultValue = "0", description =
        "First cross-validates with N folds: each network is trained on the other folds and finds the nuclei in the "
        + "images of its own. The results are stored in the model, which is then trained on all images. Folds that are "
        + "complete in the output folder are not trained again (default: no cross-validation).")
    private int folds;

    @Option(names = "--card", paramLabel = "TEXT", defaultValue = "", description = {
        "What users of the model should know: the data and their licence, and the purpose."})
    private String card;

    @Mixin
    private SegmentationStartOptions start;

    @Mixin
    private SegmentationTrainingOptions training;

    @Mixin
    private ResumeOption resume;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (folds < 0 || folds == 1) {
            throw new InputException("--folds " + folds + " is not 2 or more");
        }
        Optional<SegmentationModel> model = start.model();
        SegmentationTrainingSettings settings = model.isPresent()
                ? training.settingsFrom(model.get().diameter(), folds) : training.settings(folds);
        Network initial = start.network(model, new SegmentationTrainer(settings, TrainingListener.NONE));
        Path folder = output.folder();
        output.check();
        SegmentationFiles files = SegmentationFiles.in(folder);
        SegmentationModelFile.requireReplaceable(files.model());
        if (folds == 0) {
            resume.requireNoOther(files.checkpoint());
        }
        LabelledImages set;
        try (Progress reading = console.progress("read")) {
            set = LabelledImages.read(images, labels, start.signal(model), reading);
        }
        SegmentationTrainingProgress progress = new SegmentationTrainingProgress(folds, start.from(), console);
        set.warnings().forEach(progress::warn);
        Optional<SegmentationTraining.Outcome> outcome;
        try (progress) {
            outcome = new SegmentationTraining(folder, settings, initial, model, folds, card()).run(set, progress);
        }
        if (outcome.isEmpty()) {
            console.print("Stopped early: run the same command again to continue.");
            return 0;
        }
        outcome.get().result().warnings().forEach(progress::warn);
        if (folds == 0) {
            progress.warnIfWorse(outcome.get().scores(), "validation part");
        }
        output.write(new SegmentationTrainingAnswer(outcome.get(), folds, progress.warnings()), console);
        return 0;
    }

    /** The text for users, and the command that reproduces the model from scratch. */
    private String card() {
        String command = "nucleoscope " + spec.commandLine().getParseResult().originalArgs().stream()
                .filter(word -> !word.equals("--resume"))
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
        return (card.isBlank() ? "" : card.strip() + "\n") + "Made by: " + command;
    }
}
