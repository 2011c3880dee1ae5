package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.nucleoscope.cli.CommandLineWords;
import io.github.nucleoscope.cli.EvaluationText;
import io.github.nucleoscope.cli.Json;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.dataset.LabelledImages;
import io.github.nucleoscope.evaluation.ImageScores;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.SegmentationModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Provenance;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.learned.SegmentationModel;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.SegmentationJudge;
import io.github.nucleoscope.training.SegmentationTrainer;
import io.github.nucleoscope.training.SegmentationTrainingResult;
import io.github.nucleoscope.training.SegmentationTrainingSettings;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.workflow.SegmentationFiles;
import io.github.nucleoscope.workflow.SegmentationFolds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "train-segmentation", mixinStandardHelpOptions = true,
        description = "Trains a network to find nuclei, from images with label images; writes the model.")
public final class TrainSegmentationCommand implements Callable<Integer> {

    private static final SegmentationTrainingSettings DEFAULT = SegmentationTrainingSettings.DEFAULT;

    /** Where a training goes on from a model: small steps from where it is. */
    private static final double FURTHER_LEARNING_RATE = DEFAULT.optimiser().learningRate() / 10;

    @Parameters(index = "0", paramLabel = "IMAGES", description = "Folder of images with bright or stained nuclei.")
    private Path images;

    @Parameters(index = "1", paramLabel = "LABELS", description = {
        "Folder of label images of the same names: 0 is background, each nucleus has a number of its own."})
    private Path labels;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = {
        "Channel of the images: its number, from 1, or its name (default: that of the model of --from, or 1)."})
    private String channel;

    @Option(names = "--stain", paramLabel = "STAIN", description = {
        "Of colour images, in which stained nuclei become bright: H&E, H-DAB, Giemsa, Feulgen, estimated; or red,",
        "green, blue, luminance (default: that of the model of --from, or luminance)."})
    private String stain;

    @Option(names = "--network", paramLabel = "NOTATION", description = {
        "The network; the output is map2: inside a nucleus, and how deep in it", "(default: hourglass)."})
    private String network;

    @Option(names = "--from", paramLabel = "MODEL",
            description = "Goes on from this model, or from fluorescence, in place of new weights.")
    private String from;

    @Option(names = "--folds", paramLabel = "N", defaultValue = "0", description = {
        "First a cross-validation: N times a network learns from the other images, and finds the nuclei of each Nth.",
        "Its figures go into the model, which learns from all images. Folds that are complete in the output folder",
        "are not trained again (default: none)."})
    private int folds;

    @Option(names = "--epochs", paramLabel = "N", description = "The most epochs (default: ${DEFAULT-VALUE}).")
    private int epochs = DEFAULT.epochs();

    @Option(names = "--patience", paramLabel = "N",
            description = "Stop after so many epochs without a better validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = DEFAULT.patience();

    @Option(names = "--learning-rate", paramLabel = "RATE", description = {
        "Step size of Adam, which falls to 0 as half a cosine (default: 0.003; with --from 0.0003)."})
    private Double learningRate;

    @Option(names = "--batch", paramLabel = "N", description = "Crops in a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = DEFAULT.batch();

    @Option(names = "--crop", paramLabel = "PIXELS", description = "Side of a crop (default: ${DEFAULT-VALUE}).")
    private int crop = DEFAULT.crop();

    @Option(names = "--validation", paramLabel = "SHARE", description = {
        "Share of the images that decides which epoch is kept; 0: the last epoch is, as with --folds",
        "(default: ${DEFAULT-VALUE})."})
    private double validation = DEFAULT.validationFraction();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed = DEFAULT.seed();

    @Option(names = "--card", paramLabel = "TEXT", defaultValue = "", description = {
        "What users of the model should know: the data and their licence, what it is for."})
    private String card;

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
        if (from != null && network != null) {
            throw new InputException("--from brings its network along: leave out --network");
        }
        if (folds < 0 || folds == 1) {
            throw new InputException("--folds " + folds + " is not 2 or more");
        }
        OptimiserSettings optimiser = DEFAULT.optimiser().withLearningRate(learningRate != null ? learningRate
                : from == null ? DEFAULT.optimiser().learningRate() : FURTHER_LEARNING_RATE);
        Optional<SegmentationModel> model = from == null ? Optional.empty()
                : Optional.of(SegmentationModelFile.find(from));
        SegmentationTrainingSettings settings = new SegmentationTrainingSettings(optimiser, DEFAULT.schedule(),
                model.map(SegmentationModel::diameter).orElse(DEFAULT.diameter()), batch, crop, epochs, patience,
                folds == 0 ? validation : 0, seed);
        SegmentationTrainer trainer = new SegmentationTrainer(settings, TrainingListener.NONE);
        Network start = model.map(trainer::start)
                .orElseGet(() -> trainer.start(Architecture.parse(network == null ? "hourglass" : network)));
        Path folder = output.folder();
        output.check();
        SegmentationFiles files = SegmentationFiles.in(folder);
        SegmentationModelFile.requireReplaceable(files.model());
        if (!resume && folds == 0 && Files.exists(files.checkpoint())) {
            throw new InputException(files.checkpoint(), "a training was stopped in this folder: go on"
                    + " with it by --resume, or delete this file to train from the start");
        }
        LabelledImages set;
        try (Progress progress = new Progress("read", err)) {
            set = LabelledImages.read(images, labels, signal(model), progress);
        }
        List<String> warnings = new ArrayList<>();
        Consumer<String> warn = warning -> {
            warnings.add(warning);
            err.println("nucleoscope: warning: " + warning);
        };
        set.warnings().forEach(warning -> warn.accept(warning.line(CommandLineWords::of)));
        List<ImageScores> scores = new ArrayList<>();
        if (folds > 0) {
            if (!crossValidate(set, start, settings, folder, scores, out, err)) {
                out.println("Stopped before its end: the same command goes on.");
                return 0;
            }
            if (model.isPresent()) {
                List<ImageScores> before = SegmentationJudge.judge(model.get(), set);
                out.println(text("Before, on the same images", before));
                warnIfBetter(before, scores, "images", warn);
            }
        }
        SegmentationTrainingResult result;
        try (Progress progress = new Progress("train", err)) {
            result = files.train(set, start, settings, card(), progress);
        }
        result.warnings().forEach(warn);
        SegmentationModel trained = folds == 0 ? result.model() : withFigures(result.model(), scores);
        SegmentationModelFile.write(trained, files.model());
        out.println(trained.network().architecture() + ", " + trained.network().parameterCount() + " parameters, "
                + result.history().size() + " epochs, best " + result.bestEpoch());
        if (!result.validation().isEmpty()) {
            List<ImageScores> before = model.isEmpty() || result.cancelled() ? List.of()
                    : SegmentationJudge.judge(model.get(), trainer.validation(set).orElseThrow());
            if (!before.isEmpty()) {
                out.println(text("Before, on the same images as below", before));
            }
            out.println(text("Validation part, which chose the epoch", result.validation()));
            if (!before.isEmpty()) {
                warnIfBetter(before, result.validation(), "validation part", warn);
            }
        }
        out.println("model " + files.model());
        if (result.cancelled()) {
            out.println("Stopped before its end: the same command with --resume goes on.");
        }
        output.writeJson(json(files, result, folds == 0 ? result.validation() : scores, warnings));
        return 0;
    }

    private void warnIfBetter(List<ImageScores> before, List<ImageScores> now, String of, Consumer<String> warn) {
        if (ap(now) < ap(before)) {
            warn.accept(String.format(Locale.ROOT, "%s found the nuclei of the %s better (AP %.3f, now %.3f): add"
                    + " images, or keep it, unless it learned from these", from, of, ap(before), ap(now)));
        }
    }

    /** False where it was stopped. */
    private boolean crossValidate(LabelledImages set, Network start, SegmentationTrainingSettings settings,
            Path folder, List<ImageScores> all, PrintWriter out, PrintWriter err) throws IOException {
        SegmentationFolds crossValidation = new SegmentationFolds(set, set.parts(folds, seed), start, settings,
                folder);
        for (int fold = 0; fold < folds; fold++) {
            Optional<List<ImageScores>> scores;
            try (Progress progress = new Progress("fold " + (fold + 1), err)) {
                scores = crossValidation.scores(fold, progress);
            }
            if (scores.isEmpty()) {
                return false;
            }
            out.println(text("Fold " + (fold + 1) + " of " + folds, scores.get()));
            all.addAll(scores.get());
        }
        out.println(text("All folds: no image was seen by the network that found its nuclei", all));
        return true;
    }

    private SegmentationModel withFigures(SegmentationModel model, List<ImageScores> scores) {
        Provenance p = model.provenance();
        return new SegmentationModel(model.network(), model.diameter(), model.signal(), model.card(),
                new Provenance(p.created(), p.software(), p.training(), p.data(), p.dataSha256(),
                        SegmentationTrainer.figures(scores, folds + "-fold cross-validation of this training")));
    }

    /** What was asked for; else that of the model to go on from, or the first channel and the luminance. */
    private Signal signal(Optional<SegmentationModel> model) {
        Signal before = model.map(SegmentationModel::signal).orElse(Signal.FIRST);
        return new Signal(channel == null ? before.channel() : new Channel(channel),
                stain == null ? before.colour() : Colour.of(stain));
    }

    /** With the command that makes the same model from the start. */
    private String card() {
        String command = "nucleoscope " + spec.commandLine().getParseResult().originalArgs().stream()
                .filter(word -> !word.equals("--resume"))
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word + "'")
                .collect(Collectors.joining(" "));
        return (card.isBlank() ? "" : card.strip() + "\n") + "Made by: " + command;
    }

    /** At the first threshold. */
    private static double ap(List<ImageScores> scores) {
        return ImageScores.pooled(scores).get(0).averagePrecision();
    }

    private static String text(String title, List<ImageScores> scores) {
        return EvaluationText.pooled(title + ": " + scores.size() + " images", scores);
    }

    private Map<String, Object> json(SegmentationFiles files, SegmentationTrainingResult result,
            List<ImageScores> scores, List<String> warnings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", files.model().toString());
        json.put("history", files.history().toString());
        json.put("network", result.model().network().architecture().toString());
        json.put("parameters", result.model().network().parameterCount());
        json.put("epochs", result.history().size());
        json.put("best_epoch", result.bestEpoch());
        json.put("measured_on", scores.isEmpty() ? "nothing" : folds == 0 ? "validation part" : folds + " folds");
        json.put("scores", scores.isEmpty() ? List.of() : Json.pooled(scores));
        json.put("warnings", warnings);
        return json;
    }
}
