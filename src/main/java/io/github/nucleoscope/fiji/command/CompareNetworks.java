package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import io.github.nucleoscope.comparison.Budget;
import io.github.nucleoscope.comparison.Comparison;
import io.github.nucleoscope.comparison.ComparisonListener;
import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.comparison.Verdict;
import io.github.nucleoscope.dataset.Augmentation;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.report.ComparisonPlot;
import io.github.nucleoscope.report.ComparisonReport;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.ComparisonFiles;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Compares networks with each other, with classifiers of hand-crafted measurements and with the most frequent class, on
 * the same folds of a cross-validation; writes a page, tables and the learning curves. What is finished is kept in the
 * output folder: the same command goes on where Esc, Cancel or a crash ended it. Parameters are named as macros write
 * them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Compare Networks",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Compare Networks", weight = 3.2)},
        description = "Compares networks and classifiers of measurements on the same nuclei, and says which are better")
public final class CompareNetworks extends LabelledNucleiCommand {

    private static final long THOUSANDTHS = 1000;

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String comparison_heading = "<html><b>What is compared, and how</b>";

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Made if it is not there; a comparison that was stopped there goes on")
    private File output_folder;

    @Parameter(label = "Networks", columns = 60, required = false, persist = false,
            description = "In the notation or by name, with semicolons between them")
    private String networks = "shallow; vgg11@1/8; resnet18@1/8";

    @Parameter(label = "Folds", min = "2", required = false, persist = false,
            description = "Folds of a cross-validation, 2 or more")
    private int folds = 5;

    @Parameter(label = "Seeds", required = false, persist = false,
            description = "Whole numbers with spaces between them; a cross-validation each, with folds of its own")
    private String seeds = "1";

    @Parameter(label = "Most epochs", min = "1", required = false, persist = false,
            description = "Each training ends after this many epochs at the latest, 1 or more")
    private int epochs = TrainingSettings.DEFAULT.epochs();

    @Parameter(label = "Most minutes (0: epochs)", min = "0", required = false, persist = false,
            style = "format:0.##", description = "Each training ends after this many minutes instead; 0: by epochs")
    private double minutes = 0;

    @Parameter(label = "Learning rate (0: range test)", min = "0", required = false, persist = false,
            stepSize = "0.0001", style = "format:0.#####",
            description = "The same for all networks, at most 10; 0: each training has its own, from a range test")
    private double learning_rate = 0;

    @Parameter(label = "Patience (epochs)", min = "1", required = false, persist = false,
            description = "A training ends after this many epochs without a better validation loss, 1 or more")
    private int patience = TrainingSettings.DEFAULT.patience();

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

    @Parameter(label = "Diagnose", required = false, persist = false,
            description = "Networks whose training ends at chance's loss are diagnosed, and trained once more with the "
                    + "remedy that worked")
    private boolean diagnose = false;

    /** The answer in words, for scripts. */
    @Parameter(type = ItemIO.OUTPUT, label = "Verdict")
    private String verdict;

    @Parameter(type = ItemIO.OUTPUT, label = "Learning curves")
    private ImagePlus learning_curves;

    @Override
    void execute() throws IOException {
        ComparisonSettings settings = settings();
        Path output = PathParameter.folder(output_folder, "output_folder");
        TrainingSet set = read(source());
        Files.createDirectories(output);
        Comparison comparison = new Comparison(set, settings, ComparisonFiles.open(output, set, settings),
                new Listener());
        Optional<ComparisonResult> result = comparison.run();
        if (result.isEmpty()) {
            log(output + ": the same command goes on");
            stopIfAskedAfter(comparison.finished(), comparison.trainings(), "trainings");
            return;
        }
        ComparisonReport report = ComparisonReport.in(output);
        report.write(result.get(), set);
        result.get().warnings().forEach(this::log);
        Verdict words = Verdict.of(result.get());
        log(words.sentence());
        words.details().forEach(this::log);
        log("wrote " + report.page());
        verdict = words.sentence();
        learning_curves = open(new ImagePlus("Learning Curves", ComparisonPlot.draw(result.get())));
        ResultPage.open(report.page());
    }

    /** @throws IllegalArgumentException naming the value that is out of its range */
    ComparisonSettings settings() {
        TrainingSettings standard = TrainingSettings.DEFAULT;
        double rate = learning_rate == 0 ? standard.optimiser().learningRate() : learning_rate;
        TrainingSettings recipe = standard
                .withInitialisation(Choice.of(Initialisation.class, "initial_weights", initial_weights))
                .withOptimiser(standard.optimiser().withLearningRate(rate))
                .withBatches(standard.batches().withSize(batch_size).withAugmentation(
                        Choice.of(Augmentation.Named.class, "augmentation", augmentation).augmentation()))
                .withPatience(patience);
        return new ComparisonSettings(ComparisonSettings.networks(Arrays.stream(networks.split(";"))
                .filter(text -> !text.isBlank()).toList()), folds, numbers(seeds),
                minutes == 0 ? new Budget.Epochs(epochs) : new Budget.Minutes(minutes), learning_rate == 0, diagnose,
                recipe);
    }

    private static List<Long> numbers(String text) {
        try {
            return Arrays.stream(text.strip().split("[\\s,]+")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seeds '" + text + "' are not whole numbers with spaces between them");
        }
    }

    private final class Listener implements ComparisonListener {

        @Override
        public void progress(double done, String doing) {
            showProgress(Math.round(THOUSANDTHS * done), THOUSANDTHS, doing);
        }

        @Override
        public void trainingDone(String line) {
            log(line);
        }

        @Override
        public boolean isCancelled() {
            return isStopped();
        }
    }
}
