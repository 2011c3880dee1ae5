package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import ij.ImagePlus;
import io.github.nucleoscope.comparison.Budget;
import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.comparison.Verdict;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.ComparisonPlot;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkComparison;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Compares networks with each other, with classifiers based on hand-crafted features and with always predicting the
 * most frequent class, on the same cross-validation folds; writes a report, tables and the learning curves. Finished
 * trainings are kept in the output folder: the same command continues where Esc, Cancel or a crash stopped it.
 * Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Compare Networks",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Compare Networks", weight = 3.2)},
        description = "Compares networks and feature-based classifiers on the same nuclei and reports which are better")
public final class CompareNetworks extends LabelledNucleiCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String comparison_heading = "<html><b>What is compared, and how</b>";

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Created if missing; a comparison that was stopped there is continued")
    private File output_folder;

    @Parameter(label = "Networks", columns = 60, required = false, persist = false,
            description = "In the notation or by name, separated by semicolons")
    private String networks = "shallow; vgg11@1/8; resnet18@1/8";

    @Parameter(label = "Folds", min = "2", required = false, persist = false,
            description = "Folds of the cross-validation, 2 or more")
    private int folds = 5;

    @Parameter(label = "Seeds", required = false, persist = false,
            description = "Integers separated by spaces; one cross-validation per seed, each with other folds")
    private String seeds = "1";

    @Parameter(label = "Maximum epochs", min = "1", required = false, persist = false,
            description = "Each training stops after this many epochs at the latest, 1 or more")
    private int epochs = Recipe.ORIGINAL.settings().epochs();

    @Parameter(label = "Maximum minutes (0: epochs)", min = "0", required = false, persist = false,
            style = "format:0.##", description = "Each training stops after this many minutes instead; 0: by epochs")
    private double minutes = 0;

    @Parameter(label = "Learning rate (0: range test)", min = "0", required = false, persist = false,
            stepSize = "0.0001", style = RecipeParameters.RATE_FORMAT,
            description = "The same for all networks, at most 10; 0: a range test chooses one for each training")
    private double learning_rate = 0;

    @Parameter(label = "Patience (epochs)", min = "1", required = false, persist = false,
            description = "A training stops after this many epochs without a lower validation loss, 1 or more")
    private int patience = Recipe.ORIGINAL.settings().patience();

    @Parameter(label = RecipeParameters.BATCH_LABEL, min = "1", max = "4096", required = false, persist = false,
            description = RecipeParameters.BATCH_HELP)
    private int batch_size = Recipe.ORIGINAL.settings().batches().size();

    @Parameter(label = RecipeParameters.WEIGHTS_LABEL, required = false, persist = false,
            choices = {"he_normal", "he_uniform", "glorot_normal", "glorot_uniform"},
            description = RecipeParameters.WEIGHTS_HELP)
    private String initial_weights = "he_normal";

    @Parameter(label = RecipeParameters.AUGMENTATION_LABEL, choices = {"none", "flips", "full"}, required = false,
            persist = false, description = RecipeParameters.AUGMENTATION_HELP)
    private String augmentation = "flips";

    @Parameter(label = "Diagnose", required = false, persist = false,
            description = "Diagnoses networks whose training loss stays at chance level, and trains them once more "
                    + "with the remedy that worked")
    private boolean diagnose = false;

    /** The verdict in words, for scripts. */
    @Parameter(type = ItemIO.OUTPUT, label = "Verdict")
    private String verdict;

    @Parameter(type = ItemIO.OUTPUT, label = "Learning curves")
    private ImagePlus learning_curves;

    @Override
    void execute() throws IOException {
        ComparisonSettings settings = settings();
        Path folder = PathParameter.folder(output_folder, "output_folder");
        TrainingSet set = read(source());
        NetworkComparison.Outcome outcome = new NetworkComparison(folder, settings)
                .run(set, new ComparisonStatus(this));
        if (outcome.result().isEmpty()) {
            log("stopped after " + outcome.finished() + " of " + outcome.trainings() + " trainings; what was done is "
                    + "kept in " + folder + ": run the same command again to continue");
            stopIfAsked();
            return;
        }
        ComparisonResult result = outcome.result().get();
        result.warnings().forEach(this::log);
        Verdict words = Verdict.of(result);
        log(words.sentence());
        words.details().forEach(this::log);
        log("wrote " + outcome.page());
        verdict = words.sentence();
        learning_curves = open(new ImagePlus("Learning Curves", ComparisonPlot.draw(result)));
        ResultPage.open(outcome.page());
    }

    /** @throws InputException if a value is out of its range; the message names it */
    ComparisonSettings settings() {
        TrainingSettings recipe = RecipeParameters.settings(Recipe.ORIGINAL, batch_size, initial_weights,
                RecipeParameters.augmentation(augmentation)).withPatience(patience);
        boolean tested = learning_rate == 0;
        return new ComparisonSettings(ComparisonSettings.networks(Arrays.stream(networks.split(";"))
                .filter(text -> !text.isBlank()).toList()), folds, SeedsParameter.parse("seeds", seeds),
                minutes == 0 ? new Budget.Epochs(epochs) : new Budget.Minutes(minutes), tested, diagnose,
                tested ? recipe : recipe.withOptimiser(recipe.optimiser().withLearningRate(learning_rate)));
    }
}
