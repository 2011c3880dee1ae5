package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.DiagnosisListener;
import io.github.nucleoscope.diagnosis.Diagnostician;
import io.github.nucleoscope.diagnosis.Finding;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.report.DiagnosisFiles;
import io.github.nucleoscope.report.DiagnosisPlots;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.TrainingFiles;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a network for a few epochs under observation, says why it is stuck, tries remedies, and writes a page and
 * tables; asked to, it trains in full with the remedy that worked. With a display and outside of batch mode the page
 * opens in the browser and the plots as images. Esc and Cancel end it within one mini-batch. Parameters are named as
 * macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Diagnose Network",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Diagnose Network", weight = 3.3)},
        description = "Says why a network does not learn, and tries what may help")
public final class DiagnoseNetwork extends LabelledNucleiCommand {

    private static final int EPOCHS = 8;

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String diagnosis_heading = "<html><b>What is diagnosed, and how</b>";

    @Parameter(label = "Folder to write to", style = "directory", required = false, persist = false,
            description = "Folder for the page and the tables; made if missing")
    private File output_folder;

    @Parameter(label = "Train with the best remedy", required = false, persist = false,
            description = "Trains in full with the remedy that worked best and writes the model to the folder")
    private boolean apply_remedy = false;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "Layers with dashes between them, or the name of a network, such as vgg13@1/8")
    private String network = Architecture.SHALLOW.toString();

    @Parameter(label = "Epochs", min = "2", required = false, persist = false,
            description = "The few epochs that the network, its controls and each remedy are trained for, 2 or more")
    private int epochs = EPOCHS;

    @Parameter(label = "Optimiser", choices = {"rmsprop", "adam", "adamw", "sgd"}, required = false, persist = false,
            description = "What makes a step of a gradient; sgd has Nesterov momentum 0.9")
    private String optimiser = "rmsprop";

    @Parameter(label = "Learning rate", required = false, persist = false, stepSize = "0.0001",
            style = "format:0.#####", description = "Step size, above 0 and at most 10")
    private double learning_rate = TrainingSettings.DEFAULT.optimiser().learningRate();

    @Parameter(label = "Mini-batch (crops)", min = "1", max = "4096", required = false, persist = false,
            description = "Crops in a mini-batch, 1 to 4096")
    private int batch_size = TrainingSettings.DEFAULT.batches().size();

    @Parameter(label = "Initial weights",
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"}, required = false, persist = false,
            description = "he: He et al. 2015, for ReLU; glorot: Glorot and Bengio 2010")
    private String initial_weights = "he_normal";

    @Parameter(label = "Augmentation", choices = {"none", "flips", "full"}, required = false, persist = false,
            description = "What crops are varied by at random")
    private String augmentation = "flips";

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Share of the nuclei that is judged by, above 0 and below 1")
    private double validation_fraction = TrainingSettings.DEFAULT.validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Share of the nuclei that is left out, for the figures of a later training, 0 to below 1")
    private double test_fraction = TrainingSettings.DEFAULT.testFraction();

    @Parameter(label = "Seed", required = false, persist = false,
            description = "Decides the split, the initial weights and all else that is random; a whole number")
    private long seed = TrainingSettings.DEFAULT.seed();

    /** The verdict and the advice, one a line, for scripts; none in a macro. */
    @Parameter(type = ItemIO.OUTPUT, label = "Diagnosis")
    private String verdict;

    @Override
    void execute() throws IOException {
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = settings();
        Path folder = PathParameter.folder(output_folder, "output_folder");
        TrainingSet set = read(source());
        Files.createDirectories(folder);
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(set.dataset());
        split.warnings().forEach(this::log);
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(split.warnings());
        Diagnosis diagnosis = diagnose(new LearningParts(split.train(), split.validation(), set.preparation(),
                set.description()), new Subject(architecture, settings));
        DiagnosisFiles files = DiagnosisFiles.in(folder);
        files.write(diagnosis, warnings);
        log(diagnosis.verdict());
        log(diagnosis.advice());
        diagnosis.findings().stream().filter(Finding::isSeen)
                .forEach(finding -> log(finding.cause().title() + ". " + finding.sentence()));
        log("wrote " + files.page());
        if (apply_remedy) {
            train(diagnosis, set, folder);
        }
        show(diagnosis, files);
        verdict = IJ.isMacro() ? null : diagnosis.verdict() + "\n" + diagnosis.advice();
    }

    private Diagnosis diagnose(LearningParts parts, Subject subject) {
        try {
            return new Diagnostician(parts, new DiagnosisListener() {
                @Override
                public void batchDone(String stage, long done, long all) {
                    showProgress(done, all, "Diagnosis, " + stage);
                }

                @Override
                public boolean isCancelled() {
                    return isStopped();
                }
            }).diagnose(subject);
        } catch (CancellationException e) {
            stopIfAsked();
            throw e;
        }
    }

    private void train(Diagnosis diagnosis, TrainingSet set, Path folder) throws IOException {
        Optional<Subject> worth = diagnosis.toApply();
        if (worth.isEmpty()) {
            log("no remedy worked: no model was trained");
            return;
        }
        TrainingFiles files = TrainingFiles.in(folder);
        TrainingSettings full = worth.get().settings()
                .withEpochs(Math.max(TrainingSettings.DEFAULT.epochs(), worth.get().settings().epochs()))
                .withPatience(TrainingSettings.DEFAULT.patience());
        TrainingResult result = files.train(set, worth.get().architecture(), full, new TrainingListener() {
            @Override
            public void batchDone(long done, long all) {
                showProgress(done, all, "Training with what worked");
            }

            @Override
            public boolean isCancelled() {
                return isStopped();
            }
        });
        log("wrote " + files.model() + ", the weights of epoch " + result.bestEpoch() + " of "
                + result.history().size());
        stopIfAsked();
    }

    private void show(Diagnosis diagnosis, DiagnosisFiles files) throws IOException {
        if (ResultPage.open(files.page())) {
            DiagnosisPlots.draw(diagnosis).forEach((title, picture) -> new ImagePlus(title, picture).show());
        }
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    TrainingSettings settings() {
        if (epochs < 2) {
            throw new IllegalArgumentException("epochs " + epochs + " is not 2 or more");
        }
        if (!(validation_fraction > 0)) {
            throw new IllegalArgumentException("validation_fraction " + validation_fraction
                    + " leaves nothing to diagnose by: give it a share");
        }
        TrainingSettings settings = TrainingSettings.DEFAULT;
        return settings.withInitialisation(Choice.of(Initialisation.class, "initial_weights", initial_weights))
                .withOptimiser(new OptimiserSettings(Choice.of(Algorithm.class, "optimiser", optimiser), learning_rate,
                        settings.optimiser().weightDecay(), settings.optimiser().clipping()))
                .withBatches(settings.batches().withSize(batch_size).withAugmentation(
                        Choice.of(Augmentation.Named.class, "augmentation", augmentation).augmentation()))
                .withEpochs(epochs).withPatience(epochs).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }
}
