package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.ComparisonProgress;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Reading;
import io.github.nucleoscope.cli.answer.ComparisonAnswer;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.RecipeOptions;
import io.github.nucleoscope.comparison.Budget;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compare", mixinStandardHelpOptions = true, description =
    "Compares networks with each other, with classifiers based on hand-crafted features and with always predicting "
    + "the most frequent class, on the same cross-validation folds. Run the same command again to resume a comparison "
    + "that was stopped.")
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--network", paramLabel = "NOTATION", arity = "1..*", required = true, description = {
        "One or more networks, in the notation or by name, such as shallow vgg11@1/8 resnet18@1/8."})
    private List<String> networks;

    @Option(names = "--folds", paramLabel = "N",
            description = "Folds of the cross-validation (default: ${DEFAULT-VALUE}).")
    private int folds = 5;

    @Option(names = "--seeds", paramLabel = "N", arity = "1..*", defaultValue = "1", description =
        "One cross-validation per seed, which determines the folds and everything else that is random "
        + "(default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(names = "--epochs", paramLabel = "N", description = {
        "Maximum number of epochs per training (default: 100, unless --minutes is given)."})
    private Integer epochs;

    @Option(names = "--minutes", paramLabel = "N", description = "Maximum minutes per training, instead of --epochs.")
    private Double minutes;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = {
        "One learning rate for all networks (default: a range test chooses one for each training)."})
    private Double learningRate;

    @Option(names = "--diagnose", description =
        "Diagnoses networks whose training loss stays at chance level, and trains them once more with the remedy that "
        + "worked.")
    private boolean diagnose;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions(Recipe.ORIGINAL);

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        ComparisonSettings settings = settings();
        TrainingSource source = data.source();
        Path folder = output.folder();
        output.check();
        TrainingSet set = Reading.of(source, "read", console);
        NetworkComparison.Outcome outcome;
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            outcome = new NetworkComparison(folder, settings).run(set, progress);
        }
        if (outcome.result().isEmpty()) {
            int finished = outcome.finished();
            int all = outcome.trainings();
            console.print("Stopped: " + finished + " of " + all + " trainings are finished and kept in " + folder
                    + (finished < all ? ". No test part was evaluated." : ", but the comparison is not.")
                    + " Run the same command again to continue.");
            output.writeJson(Map.of("finished_trainings", finished, "trainings", all));
            return 0;
        }
        outcome.result().get().warnings().forEach(console::warn);
        output.write(new ComparisonAnswer(outcome.result().get(), outcome.page()), console);
        return 0;
    }

    private ComparisonSettings settings() {
        if (epochs != null && minutes != null) {
            throw new InputException("--epochs and --minutes are both given: leave out one of them");
        }
        TrainingSettings settings = recipe.settings(Optional.ofNullable(learningRate));
        Budget budget = minutes != null ? new Budget.Minutes(minutes)
                : new Budget.Epochs(epochs != null ? epochs : settings.epochs());
        return new ComparisonSettings(ComparisonSettings.networks(networks), folds, seeds, budget,
                learningRate == null, diagnose, settings.withParts(settings.validationFraction(), 0));
    }
}
