package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.DataCurvePlot;
import io.github.nucleoscope.workflow.TrainingDataCheck;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Checks a training set and writes a report, check.html, and findings.csv. With a display and outside batch mode the
 * report opens in the browser, and the learning curve as an image. Esc and Cancel stop the check; what was found until
 * then is written. Parameters have the names of the macro keys.
 */
@Plugin(type = Command.class, headless = true,
        label = "Check Training Data",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Check Training Data", weight = 3.1)},
        description = "Finds blank, blurred, duplicate or mislabelled nuclei, shortcuts and leakage in training data")
public final class CheckTrainingData extends LabelledNucleiCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String check_heading = "<html><b>How it is checked</b>";

    @Parameter(label = "Held-out data (optional)", style = "both", required = false, persist = false,
            description = "A second set in the same form, on which networks will be evaluated: which of its nuclei are "
                    + "also in the training data?")
    private File held_out_data;

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Created if missing; check.html and findings.csv in it are replaced")
    private File output_folder;

    @Parameter(label = "Cleaned copy (optional)", style = "directory", required = false, persist = false,
            description = "New or empty folder for a copy without crops that show no nucleus and without duplicates; "
                    + "for whole images with their nuclei as ROI files; labels are not changed; leave empty for none")
    private File clean_copy;

    @Parameter(label = "Network", columns = 60, required = false, persist = false,
            description = "The network that judges labels and shortcuts: layers separated by dashes, or a name")
    private String network = CheckSettings.DEFAULT.architecture().toString();

    @Parameter(label = "Folds", min = "2", max = "10", required = false, persist = false,
            description = "Folds of the cross-validation, 2 to 10; three networks are trained per fold")
    private int folds = CheckSettings.DEFAULT.folds();

    @Parameter(label = "Steps (mini-batches)", min = "1", max = "1000000", required = false, persist = false,
            description = "Mini-batches per training, 1 to 1000000, independent of the size of the set")
    private int steps = CheckSettings.DEFAULT.steps();

    @Parameter(label = "Seed", required = false, persist = false,
            description = "Determines the folds, the initial weights and everything else that is random; an integer")
    private long seed = CheckSettings.DEFAULT.seed();

    /** The learning curve; null when headless and in batch mode. */
    @Parameter(type = ItemIO.OUTPUT, label = "Learning curve")
    private ImagePlus learning_curve;

    /** The findings, one per line, for scripts; null if the page shows them. */
    @Parameter(type = ItemIO.OUTPUT, label = "Findings")
    private String findings;

    @Override
    void execute() throws IOException {
        CheckSettings settings = settings();
        TrainingDataCheck check = new TrainingDataCheck(PathParameter.folder(output_folder, "output_folder"), settings,
                images(), copy());
        TrainingSet set = read(source());
        Optional<TrainingSet> heldOut = PathParameter.isMissing(held_out_data) ? Optional.empty()
                : Optional.of(read(source(held_out_data)));
        TrainingDataCheck.Outcome outcome = check.run(set, heldOut, new CheckStatus(this));
        String lines = outcome.result().findings().stream().map(CheckTrainingData::describe)
                .collect(Collectors.joining("\n"));
        lines.lines().forEach(this::log);
        outcome.result().notes().forEach(this::log);
        log("wrote " + outcome.page());
        outcome.cleaned().ifPresent(cleaned -> log("cleaned copy " + clean_copy + ": " + cleaned.copied()
                + " nuclei copied, " + cleaned.dropped().size() + " left out"));
        stopIfAsked();
        boolean shown = ResultPage.open(outcome.page());
        if (shown && outcome.result().curve().isPresent()) {
            learning_curve = open(new ImagePlus("Learning Curve", DataCurvePlot.draw(outcome.result().curve().get(),
                    set.dataset().classNames().size())));
        }
        findings = IJ.isMacro() || shown ? null : lines;
    }

    private static String describe(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.title() + ". "
                + finding.evidence();
    }

    /** @throws InputException if a value is out of its range; the message names it */
    CheckSettings settings() {
        return new CheckSettings(Architecture.parse(network), folds, steps, seed);
    }

    /** Returns the cleaned copy, checked before the work, which can take minutes. */
    private Optional<CleanedCopy> copy() throws IOException {
        if (PathParameter.isMissing(clean_copy)) {
            return Optional.empty();
        }
        Path files = trainingFiles().orElseThrow(() -> new InputException("clean_copy '" + clean_copy
                + "': open images cannot be copied: give files as training_data, or leave out clean_copy"));
        return Optional.of(new CleanedCopy(files, PathParameter.require(clean_copy, "clean_copy")));
    }
}
