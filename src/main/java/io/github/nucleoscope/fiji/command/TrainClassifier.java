package io.github.nucleoscope.fiji.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.IJ;
import ij.macro.Interpreter;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.fiji.training.TrainingMonitor;
import io.github.nucleoscope.fiji.training.TrainingWindow;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Provenance.HeldOut;
import io.github.nucleoscope.training.EpochRecord;
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
 * Trains a network on labelled nuclei, those of open images or of files, and writes the model file, with the learning
 * curve as CSV beside it. A window shows how the training goes and what came of it; headless and in batch mode there is
 * none. Its button Stop ends the training early; so do Esc and Cancel, which also stop a running macro. The best
 * network so far is written either way. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Train Classifier",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Train Classifier", weight = 3)},
        description = "Trains a network to tell classes of nuclei apart and writes it to a model file")
public final class TrainClassifier extends LabelledNucleiCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String training_heading = "<html><b>How it is learnt</b>";

    @Parameter(label = "Model file to write", style = "save", required = false, persist = false,
            description = "*.nucleoscope.zip; an older file of this name is replaced")
    private File output_model;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "Layers with dashes between them: 32conv3x3, mp2x2, fc32, drop0.5, and o at the end; or a "
                    + "name, with or without a width factor: shallow, vgg11@1/8, vgg13, vgg16, plain18, resnet18@1/4, "
                    + "plain34, resnet34, resnet20")
    private String network = Architecture.SHALLOW.toString();

    @Parameter(label = "Most epochs", min = "1", required = false, persist = false,
            description = "Training ends after this many epochs at the latest, 1 or more")
    private int epochs = TrainingSettings.DEFAULT.epochs();

    @Parameter(label = "Patience (epochs)", min = "1", required = false, persist = false,
            description = "Training ends after this many epochs without a better validation loss, 1 or more")
    private int patience = TrainingSettings.DEFAULT.patience();

    @Parameter(label = "Learning rate", required = false, persist = false, stepSize = "0.0001",
            style = "format:0.#####",
            description = "Step size of RMSProp, above 0 and at most 10")
    private double learning_rate = TrainingSettings.DEFAULT.optimiser().learningRate();

    @Parameter(label = "Mini-batch (crops)", min = "1", max = "4096", required = false, persist = false,
            description = "Crops in a mini-batch, 1 to 4096")
    private int batch_size = TrainingSettings.DEFAULT.batches().size();

    @Parameter(label = "Initial weights",
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"}, required = false, persist = false,
            description = "he: He et al. 2015, for ReLU; glorot: Glorot and Bengio 2010")
    private String initial_weights = "he_normal";

    @Parameter(label = "Augmentation", choices = {"none", "flips", "full"}, required = false, persist = false,
            description = "What crops are varied by at random; flips: mirrored and turned by quarter turns; full: also "
                    + "turned by any angle, shifted, magnified, and changed in brightness, with noise")
    private String augmentation = "flips";

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Share of the nuclei that decides when to stop, 0 to below 1")
    private double validation_fraction = TrainingSettings.DEFAULT.validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Share of the nuclei that is held out for the final figures, 0 to below 1")
    private double test_fraction = TrainingSettings.DEFAULT.testFraction();

    @Parameter(label = "Seed", required = false, persist = false,
            description = "Decides the split, the initial weights and all else that is random; a whole number")
    private long seed = TrainingSettings.DEFAULT.seed();

    /** The figures on nuclei that were held out, one a line, for scripts; none where the window shows them. */
    @Parameter(type = ItemIO.OUTPUT, label = "Held-out figures")
    private String held_out;

    @Override
    void execute() throws IOException {
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = settings();
        Path modelPath = modelPath();
        TrainingSet data = read(source());
        TrainingMonitor monitor = new TrainingMonitor(settings.epochs(), System::nanoTime);
        Optional<TrainingWindow> window = GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()
                ? Optional.empty()
                : Optional.of(TrainingWindow.open("Training " + modelPath.getFileName(), monitor,
                        data.dataset().classNames().size(), !IJ.isMacro()));
        TrainingResult result;
        try {
            result = TrainingFiles.beside(modelPath).train(data, architecture, settings, new Listener(monitor));
        } catch (IOException | RuntimeException | Error e) {
            window.ifPresent(TrainingWindow::fail);
            throw e;
        }
        window.ifPresent(open -> open.finish(result));
        result.split().warnings().forEach(this::log);
        result.warnings().forEach(this::log);
        String figures = result.classifier().provenance().heldOut().stream().map(TrainClassifier::describe)
                .collect(Collectors.joining("\n"));
        figures.lines().forEach(this::log);
        log("wrote " + modelPath + ", the weights of epoch " + result.bestEpoch() + " of " + result.history().size());
        if (result.cancelled()) {
            // The button of the window ends the training, but not the macro that the user runs.
            stopIfAsked();
        }
        held_out = IJ.isMacro() || window.isPresent() ? null : figures;
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    TrainingSettings settings() {
        TrainingSettings settings = TrainingSettings.DEFAULT;
        return settings.withInitialisation(Choice.of(Initialisation.class, "initial_weights", initial_weights))
                .withOptimiser(settings.optimiser().withLearningRate(learning_rate))
                .withBatches(settings.batches().withSize(batch_size).withAugmentation(
                        Choice.of(Augmentation.Named.class, "augmentation", augmentation).augmentation()))
                .withEpochs(epochs).withPatience(patience).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }

    /** Checked before the training, which can take hours. */
    private Path modelPath() throws IOException {
        Path path = PathParameter.require(output_model, "output_model").toAbsolutePath();
        if (!path.getFileName().toString().endsWith(ModelFile.EXTENSION)) {
            throw new IllegalArgumentException("output_model '" + output_model + "' does not end with "
                    + ModelFile.EXTENSION);
        }
        if (!Files.isDirectory(path.getParent())) {
            throw new IllegalArgumentException("output_model '" + output_model
                    + "' is in a folder that does not exist: make it first");
        }
        ModelFile.requireReplaceable(path);
        return path;
    }

    private static String describe(HeldOut figure) {
        return String.format(Locale.ROOT, "%s %.3f [%.3f, %.3f] on the %s", figure.name(), figure.value(),
                figure.low(), figure.high(), figure.measuredOn());
    }

    private final class Listener implements TrainingListener {

        private final TrainingMonitor monitor;
        private String doing = "Training, epoch 1";

        private Listener(TrainingMonitor monitor) {
            this.monitor = monitor;
        }

        @Override
        public void batchDone(long done, long all) {
            monitor.batchDone(done, all);
            showProgress(done, all, doing);
        }

        @Override
        public void epochDone(EpochRecord epoch) {
            monitor.epochDone(epoch);
            doing = String.format(Locale.ROOT, "Training, epoch %d, validation loss %.3f", epoch.epoch() + 1,
                    epoch.validationLoss());
        }

        @Override
        public boolean isCancelled() {
            return isStopped() || monitor.isCancelled();
        }
    }
}
