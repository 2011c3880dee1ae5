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
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkDiagnosis;
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
            style = RecipeParameters.RATE_FORMAT, description = "Step size, above 0 and at most 10")
    private double learning_rate = TrainingSettings.DEFAULT.optimiser().learningRate();

    @Parameter(label = RecipeParameters.BATCH_LABEL, min = "1", max = "4096", required = false, persist = false,
            description = RecipeParameters.BATCH_HELP)
    private int batch_size = TrainingSettings.DEFAULT.batches().size();

    @Parameter(label = RecipeParameters.WEIGHTS_LABEL, required = false, persist = false,
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"},
            description = RecipeParameters.WEIGHTS_HELP)
    private String initial_weights = "he_normal";

    @Parameter(label = RecipeParameters.AUGMENTATION_LABEL, choices = {"none", "flips", "full"}, required = false,
            persist = false, description = "What crops are varied by at random")
    private String augmentation = "flips";

    @Parameter(label = "Validation fraction", min = "0", max = "1", stepSize = "0.05", required = false,
            persist = false, description = "Share of the nuclei that is judged by, above 0 and below 1")
    private double validation_fraction = TrainingSettings.DEFAULT.validationFraction();

    @Parameter(label = "Test fraction", min = "0", max = "1", stepSize = "0.05", required = false, persist = false,
            description = "Share of the nuclei that is left out, for the figures of a later training, 0 to below 1")
    private double test_fraction = TrainingSettings.DEFAULT.testFraction();

    @Parameter(label = "Seed", required = false, persist = false, description = RecipeParameters.SEED_HELP)
    private long seed = TrainingSettings.DEFAULT.seed();

    /** The verdict and the advice, one a line, for scripts; none in a macro. */
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

    /** @throws InputException naming the value that is out of its range */
    TrainingSettings settings() {
        if (epochs < 2) {
            throw new InputException("epochs " + epochs + " is not 2 or more");
        }
        if (!(validation_fraction > 0)) {
            throw new InputException("validation_fraction " + validation_fraction
                    + " leaves nothing to diagnose by: give it a share");
        }
        OptimiserSettings standard = TrainingSettings.DEFAULT.optimiser();
        return RecipeParameters.settings(batch_size, initial_weights, augmentation)
                .withOptimiser(new OptimiserSettings(Choice.of(Algorithm.class, "optimiser", optimiser), learning_rate,
                        standard.weightDecay(), standard.clipping()))
                .withEpochs(epochs).withPatience(epochs).withParts(validation_fraction, test_fraction)
                .withSeed(seed);
    }
}
