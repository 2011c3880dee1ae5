package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.NetworkComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compare", mixinStandardHelpOptions = true, description = {
    "Compares networks with each other, with classifiers of hand-crafted measurements and with the most frequent",
    "class, on the same folds of a cross-validation. The same command resumes a comparison that was stopped."})
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--network", paramLabel = "NOTATION", arity = "1..*", required = true, description = {
        "One or more networks, in the notation or by name, such as shallow vgg11@1/8 resnet18@1/8."})
    private List<String> networks;

    @Option(names = "--folds", paramLabel = "N",
            description = "Folds of a cross-validation (default: ${DEFAULT-VALUE}).")
    private int folds = 5;

    @Option(names = "--seeds", paramLabel = "N", arity = "1..*", defaultValue = "1", description = {
        "A cross-validation each; a seed decides the folds and all else that is random (default: ${DEFAULT-VALUE})."})
    private List<Long> seeds;

    @Option(names = "--epochs", paramLabel = "N", description = {
        "The most epochs of each training (default: 100, where no minutes are given)."})
    private Integer epochs;

    @Option(names = "--minutes", paramLabel = "N", description = "The most minutes of each training, instead.")
    private Double minutes;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = {
        "The same step size for all networks (default: each training has its own, from a range test)."})
    private Double learningRate;

    @Option(names = "--diagnose", description = {
        "Networks whose training ends at chance's loss are diagnosed, and trained once more with the remedy that",
        "worked."})
    private boolean diagnose;

    @Mixin
    private RecipeOptions recipe;

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
                    + (finished < all ? ". No test part was opened." : ", but the comparison is not.")
                    + " The same command goes on.");
            output.writeJson(Map.of("finished_trainings", finished, "trainings", all));
            return 0;
        }
        outcome.result().get().warnings().forEach(console::warn);
        output.give(new ComparisonAnswer(outcome.result().get(), outcome.page()), console);
        return 0;
    }

    private ComparisonSettings settings() {
        if (epochs != null && minutes != null) {
            throw new InputException("--epochs and --minutes are both given: give one of them");
        }
        TrainingSettings standard = TrainingSettings.DEFAULT;
        Budget budget = minutes != null ? new Budget.Minutes(minutes)
                : new Budget.Epochs(epochs != null ? epochs : standard.epochs());
        return new ComparisonSettings(ComparisonSettings.networks(networks), folds, seeds, budget,
                learningRate == null, diagnose, recipe.settings(standard.epochs(),
                        learningRate == null ? standard.optimiser().learningRate() : learningRate, 0,
                        standard.seed()));
    }
}
