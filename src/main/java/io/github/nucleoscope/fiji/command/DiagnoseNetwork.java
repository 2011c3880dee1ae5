package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;

import ij.IJ;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkDiagnosis;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a network for a few epochs while monitoring it, reports why it does not learn, tries remedies, and writes a
 * report and tables; on request it trains fully with the remedy that worked. With a display and outside batch mode the
 * report opens in the browser and the plots as images. Esc and Cancel stop it within one mini-batch. Parameters have
 * the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Diagnose Network",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Diagnose Network", weight = 3.3)},
        description = "Reports why a network does not learn, and tries remedies")
public final class DiagnoseNetwork extends LabelledNucleiCommand {

    private static final int EPOCHS = 8;

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String diagnosis_heading = "<html><b>What is diagnosed, and how</b>";

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Folder for the report and the tables; created if missing")
    private File output_folder;

    @Parameter(label = "Train with the best remedy", required = false, persist = false,
            description = "Then trains fully with the remedy that worked best and writes the model to the folder")
    private boolean apply_remedy = false;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "Layers separated by dashes, or the name of a network, such as vgg13@1/8")
    private String network = Architecture.SHALLOW.toString();

    @Parameter(label = "Epochs", min = "2", required = false, persist = false,
            description = "Number of epochs for which the network, its controls and each remedy are trained, 2 or more")
    private int epochs = EPOCHS;

    @Parameter(label = "Optimiser", choices = {"rmsprop", "adam", "adamw", "sgd"}, required = false, persist = false,
            description = "The optimisation algorithm; sgd has Nesterov momentum 0.9")
    private String optimiser = "rmsprop";

    @Parameter(label = "Learning rate", required = false, persist = false, stepSize = "0.0001",
            style = RecipeParameters.RATE_FORMAT, description = "Learning rate, above 0 and at most 10")
    private double learning_rate = Recipe.ORIGINAL.settings().optimiser().learningRate();

    @Parameter(label = RecipeParameters.BATCH_LABEL, min = "1", max = "4096", required = false, persist = false,
            description = RecipeParameters.BATCH_HELP)
    private int batch_size = Recipe.ORIGINAL.settings().batches().size();

    @Parameter(label = RecipeParameters.WEIGHTS_LABEL, required = false, persist = false,
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"},
            description = RecipeParameters.WEIGHTS_HELP)
    private String initial_weights = "he_normal";

    @Parameter(label = RecipeParameters.AUGMENTATION_LABEL, choices = {"none", "flips", "full"}, required = false,
            persist = false, description = "Random variation of crops")
    private String augmentation = "flips";

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Fraction of the nuclei for judging the trainings, above 0 and below 1")
    private double validation_fraction = Recipe.ORIGINAL.settings().validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Fraction of the nuclei that is not used, for evaluating a later training, 0 to below 1")
    private double test_fraction = Recipe.ORIGINAL.settings().testFraction();

    @Parameter(label = "Seed", required = false, persist = false, description = RecipeParameters.SEED_HELP)
    private long seed = Recipe.ORIGINAL.settings().seed();

    /** The verdict and the advice, one per line, for scripts; null in a macro. */
    @Parameter(type = ItemIO.OUTPUT, label = "Diagnosis")
    private String verdict;

    @Override
    void execute() throws IOException {
        Subject subject = new Subject(Architecture.parse(network), settings());
        WatchedDiagnosis work = new WatchedDiagnosis(this,
                new NetworkDiagnosis(PathParameter.folder(output_folder, "output_folder"), subject));
        TrainingSet set = read(source());
        NetworkDiagnosis.Outcome outcome = work.run(set);
        Diagnosis diagnosis = outcome.diagnosis();
        if (apply_remedy) {
            work.apply(diagnosis, set);
        }
        WatchedDiagnosis.show(outcome);
        verdict = IJ.isMacro() ? null : diagnosis.verdict() + "\n" + diagnosis.advice();
    }

    /** @throws InputException if a value is out of its range; the message names it */
    TrainingSettings settings() {
        if (epochs < 2) {
            throw new InputException("epochs " + epochs + " is not 2 or more");
        }
        if (!(validation_fraction > 0)) {
            throw new InputException("validation_fraction " + validation_fraction
                    + " leaves no nuclei for the diagnosis: use a value above 0");
        }
        OptimiserSettings standard = Recipe.ORIGINAL.settings().optimiser();
        return RecipeParameters.settings(Recipe.ORIGINAL, batch_size, initial_weights,
                RecipeParameters.augmentation(augmentation))
                .withOptimiser(new OptimiserSettings(Choice.of(Algorithm.class, "optimiser", optimiser), learning_rate,
                        standard.weightDecay(), standard.clipping()))
                .withEpochs(epochs).withPatience(epochs).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }
}
