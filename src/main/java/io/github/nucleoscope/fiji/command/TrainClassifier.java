package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.IJ;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Provenance.HeldOut;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.BatchSettings;
import io.github.nucleoscope.training.ClassifierKind;
import io.github.nucleoscope.training.CropChoice;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Schedule;
import io.github.nucleoscope.training.StartingPoint;
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

    @Parameter(label = "Model to start from", style = "open", required = false, persist = false,
            description = "A model file whose networks are trained further, with more labels or for other classes; "
                    + "empty: random weights")
    private File start_model;

    @Parameter(label = "Network (empty: the recipe's)", columns = 60, required = false, persist = false,
            description = "Layers separated by dashes: 32conv3x3, mp2x2, fc32, drop0.5, and o at the end; or a "
                    + "name, with or without a width factor: resnet10, shallow, vgg11@1/8, vgg13, vgg16, plain18, "
                    + "resnet18@1/4, plain34, resnet34, resnet20")
    private String network = "";

    @Parameter(label = "Recipe", choices = {"quick", "standard", "thorough", "original"}, required = false,
            persist = false,
            description = "What is not chosen below. standard: 5 networks; AdamW, learning rate 0.003 with warm-up and "
                    + "a cosine schedule, mini-batches of 64, full augmentation, predictions averaged over flips and "
                    + "quarter turns; quick: 3 smaller networks, in seconds; thorough: 8 networks, more epochs; "
                    + "original: a single network, RMSProp, learning rate 0.0002, mini-batches of 32, flips")
    private String recipe = "standard";

    @Parameter(label = "Members (0: the recipe's)", min = "0", max = "20", required = false, persist = false,
            description = "Parts that the nuclei are divided into; for each a network is trained on all others, and "
                    + "the classifier is the mean of all; 1: a single network; 0: that of the recipe")
    private int members = 0;

    @Parameter(label = "Classifier", choices = {OF_RECIPE, "auto", "network", "measurements", "both"},
            required = false, persist = false,
            description = "network; measurements: logistic regressions and random forests of shape, intensity and "
                    + "texture; both; auto: whichever is better on nuclei that were not trained on")
    private String classifier = OF_RECIPE;

    @Parameter(label = "Maximum epochs (0: the recipe's)", min = "0", required = false, persist = false,
            description = "Training stops after this many epochs at the latest; 0: as many as in the recipe")
    private int epochs = 0;

    @Parameter(label = "Patience (single network)", min = "1", required = false, persist = false,
            description = "A single network, or a constant learning rate: training stops after this many epochs "
                    + "without a lower validation loss, 1 or more")
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

    @Parameter(label = "Validation (single network)", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "A single network: fraction of the nuclei for early stopping and "
                    + "calibration, 0 to below 1")
    private double validation_fraction = Recipe.STANDARD.settings().validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Fraction of the nuclei held out for the final evaluation, 0 to below 1")
    private double test_fraction = 0;

    @Parameter(label = "Seed", required = false, persist = false, description = RecipeParameters.SEED_HELP)
    private long seed = Recipe.STANDARD.settings().seed();

    /** The metrics on held-out nuclei, one per line, for scripts; null if the window shows them. */
    @Parameter(type = ItemIO.OUTPUT, label = "Held-out metrics")
    private String held_out;

    @Override
    void execute() throws IOException {
        StartingPoint from = start();
        EnsembleSettings settings = ensemble();
        Path model = ModelParameter.toWrite(output_model, "output_model");
        TrainingSet data = chooseCrops(read(source()), settings, from);
        WatchedTraining training = WatchedTraining.open(this, "Training " + model.getFileName(),
                data.dataset().classNames().size(), settings);
        TrainingResult result = training.run(TrainingFiles.beside(model), data, from);
        result.split().warnings().forEach(this::log);
        result.warnings().forEach(this::log);
        result.decisions().forEach(this::log);
        result.advice().forEach(this::log);
        String figures = result.classifier().provenance().heldOut().stream().map(TrainClassifier::describe)
                .collect(Collectors.joining("\n"));
        figures.lines().forEach(this::log);
        log("wrote " + model + (result.classifier().networks().isEmpty() ? "" : ", the weights of epoch "
                + result.bestEpoch() + " of " + result.history().size()));
        if (result.cancelled()) {
            // The button of the window stops the training, but not the user's macro.
            stopIfAsked();
        }
        held_out = IJ.isMacro() || training.hasWindow() ? null : figures;
    }

    /** Decides how the crops are prepared where that is open; a line in the Log says how. */
    private TrainingSet chooseCrops(TrainingSet read, EnsembleSettings settings, StartingPoint from) {
        TrainingSet chosen = CropChoice.of(read, settings, from, Optional.empty(), new TrainingListener() {
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
        return String.format(Locale.ROOT, "%s %.3f [%.3f, %.3f], measured on %s", figure.name(), figure.value(),
                figure.low(), figure.high(), figure.measuredOn());
    }

    private StartingPoint start() {
        if (start_model == null || start_model.getPath().isBlank()) {
            return new StartingPoint.Random(network.isBlank() ? recipe().network() : Architecture.parse(network));
        }
        if (!network.isBlank()) {
            throw new InputException("network does not go with start_model, which has networks: leave out one of them");
        }
        return new StartingPoint.Model(ModelFile.read(start_model.toPath()));
    }

    private Recipe recipe() {
        return Choice.of(Recipe.class, "recipe", recipe);
    }

    /** @throws InputException if a value is out of its range, or does not go with another; the message names it */
    EnsembleSettings ensemble() {
        EnsembleSettings usual = recipe().ensemble();
        TrainingSettings settings = settings();
        int count = members == 0 ? usual.members() : members;
        ClassifierKind kind = classifier.equalsIgnoreCase(OF_RECIPE)
                ? count == 1 ? ClassifierKind.NETWORK : usual.kind()
                : Choice.of(ClassifierKind.class, "classifier", classifier);
        if (count > 1 && validation_fraction != Recipe.STANDARD.settings().validationFraction()) {
            throw new InputException("validation_fraction is for a single network: leave it out, or set members=1");
        }
        if (count > 1 && settings.patience() != recipe().settings().patience()
                && settings.schedule().shape() != Schedule.Shape.CONSTANT) {
            throw new InputException("patience is for a single network: leave it out, or set members=1");
        }
        return new EnsembleSettings(recipe(), count, kind, settings);
    }

    /** @throws InputException if a value is out of its range; the message names it */
    TrainingSettings settings() {
        Recipe chosen = recipe();
        BatchSettings batches = chosen.settings().batches();
        OptimiserSettings optimiser = chosen.settings().optimiser();
        return RecipeParameters.settings(chosen, batch_size == 0 ? batches.size() : batch_size, initial_weights,
                augmentation.equalsIgnoreCase(OF_RECIPE) ? batches.augmentation()
                        : RecipeParameters.augmentation(augmentation))
                .withOptimiser(learning_rate == 0 ? optimiser : optimiser.withLearningRate(learning_rate))
                .withEpochs(epochs == 0 ? chosen.settings().epochs() : epochs).withPatience(patience)
                .withParts(validation_fraction, test_fraction).withSeed(seed);
    }
}
