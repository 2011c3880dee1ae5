package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.IJ;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Preset;
import io.github.nucleoscope.network.Provenance.HeldOut;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings;
import io.github.nucleoscope.training.CropChoice;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.TrainingFiles;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a network on labelled nuclei from open images or from files, and writes the model file and, next to it, the
 * learning curves as CSV. A window shows the progress and the result, except headless and in batch mode. Its button
 * Stop stops the training early; so do Esc and Cancel, which also stop a running macro. In each case the best network
 * so far is written. Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Train Classifier",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Train Classifier", weight = 3)},
        description = "Trains a network to classify nuclei and writes it to a model file")
public final class TrainClassifier extends LabelledNucleiCommand {

    /** The choice of the recipe's augmentation. */
    private static final String OF_RECIPE = "recipe";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String training_heading = "<html><b>How it is trained</b>";

    @Parameter(label = "Model file to write", style = "save", required = false, persist = false,
            description = "*.nucleoscope.zip; an older model of this name is replaced")
    private File output_model;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "Layers separated by dashes: 32conv3x3, mp2x2, fc32, drop0.5, and o at the end; or a "
                    + "name, with or without a width factor: resnet10, shallow, vgg11@1/8, vgg13, vgg16, plain18, "
                    + "resnet18@1/4, plain34, resnet34, resnet20")
    private String network = Preset.DEFAULT.token();

    @Parameter(label = "Recipe", choices = {"standard", "original"}, required = false, persist = false,
            description = "What is not chosen below. standard: AdamW, learning rate 0.003 with warm-up and a cosine "
                    + "schedule, mini-batches of 64, full augmentation, predictions averaged over flips and quarter "
                    + "turns; original: RMSProp, learning rate 0.0002, mini-batches of 32, flips")
    private String recipe = "standard";

    @Parameter(label = "Maximum epochs", min = "1", required = false, persist = false,
            description = "Training stops after this many epochs at the latest, 1 or more")
    private int epochs = Recipe.STANDARD.settings().epochs();

    @Parameter(label = "Patience (epochs)", min = "1", required = false, persist = false,
            description = "Training stops after this many epochs without a lower validation loss, 1 or more")
    private int patience = Recipe.STANDARD.settings().patience();

    @Parameter(label = "Learning rate (0: the recipe's)", min = "0", required = false, persist = false,
            stepSize = "0.0001", style = RecipeParameters.RATE_FORMAT,
            description = "Learning rate of the recipe's optimiser, at most 10; 0: that of the recipe")
    private double learning_rate = 0;

    @Parameter(label = "Mini-batch size (0: the recipe's)", min = "0", max = "4096", required = false, persist = false,
            description = "Crops in a mini-batch, at most 4096; 0: as many as in the recipe")
    private int batch_size = 0;

    @Parameter(label = RecipeParameters.WEIGHTS_LABEL, required = false, persist = false,
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"},
            description = RecipeParameters.WEIGHTS_HELP)
    private String initial_weights = "he_normal";

    @Parameter(label = RecipeParameters.AUGMENTATION_LABEL, choices = {OF_RECIPE, "none", "flips", "full"},
            required = false, persist = false,
            description = RecipeParameters.AUGMENTATION_HELP + "; recipe: that of the recipe")
    private String augmentation = OF_RECIPE;

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Fraction of the nuclei for early stopping and calibration, 0 to below 1")
    private double validation_fraction = Recipe.STANDARD.settings().validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Fraction of the nuclei held out for the final evaluation, 0 to below 1")
    private double test_fraction = Recipe.STANDARD.settings().testFraction();

    @Parameter(label = "Seed", required = false, persist = false, description = RecipeParameters.SEED_HELP)
    private long seed = Recipe.STANDARD.settings().seed();

    /** The metrics on held-out nuclei, one per line, for scripts; null if the window shows them. */
    @Parameter(type = ItemIO.OUTPUT, label = "Held-out metrics")
    private String held_out;

    @Override
    void execute() throws IOException {
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = settings();
        Path model = ModelParameter.toWrite(output_model, "output_model");
        TrainingSet data = chooseCrops(read(source()), settings);
        WatchedTraining training = WatchedTraining.open(this, "Training " + model.getFileName(),
                data.dataset().classNames().size(), settings);
        TrainingResult result = training.run(TrainingFiles.beside(model), data, architecture);
        result.split().warnings().forEach(this::log);
        result.warnings().forEach(this::log);
        String figures = result.classifier().provenance().heldOut().stream().map(TrainClassifier::describe)
                .collect(Collectors.joining("\n"));
        figures.lines().forEach(this::log);
        log("wrote " + model + ", the weights of epoch " + result.bestEpoch() + " of " + result.history().size());
        if (result.cancelled()) {
            // The button of the window stops the training, but not the user's macro.
            stopIfAsked();
        }
        held_out = IJ.isMacro() || training.hasWindow() ? null : figures;
    }

    /** Decides how the crops are prepared where that is open; a line in the Log says how. */
    private TrainingSet chooseCrops(TrainingSet read, TrainingSettings settings) {
        TrainingSet chosen = CropChoice.of(read, settings, Optional.empty(), new TrainingListener() {
            @Override
            public void batchDone(long done, long all) {
                showProgress(done, all, "Choosing how crops are prepared");
            }

            @Override
            public boolean isCancelled() {
                return isStopped();
            }
        });
        stopIfAsked();
        chosen.warnings().stream().skip(read.warnings().size()).forEach(this::log);
        return chosen;
    }

    private static String describe(HeldOut figure) {
        return String.format(Locale.ROOT, "%s %.3f [%.3f, %.3f] on the %s", figure.name(), figure.value(),
                figure.low(), figure.high(), figure.measuredOn());
    }

    /** @throws InputException if a value is out of its range; the message names it */
    TrainingSettings settings() {
        Recipe chosen = Choice.of(Recipe.class, "recipe", recipe);
        BatchSettings batches = chosen.settings().batches();
        OptimiserSettings optimiser = chosen.settings().optimiser();
        return RecipeParameters.settings(chosen, batch_size == 0 ? batches.size() : batch_size, initial_weights,
                augmentation.equalsIgnoreCase(OF_RECIPE) ? batches.augmentation()
                        : RecipeParameters.augmentation(augmentation))
                .withOptimiser(learning_rate == 0 ? optimiser : optimiser.withLearningRate(learning_rate))
                .withEpochs(epochs).withPatience(patience).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }
}
