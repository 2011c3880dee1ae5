package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Json;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.RecipeOptions;
import io.github.nucleoscope.comparison.Budget;
import io.github.nucleoscope.comparison.Comparison;
import io.github.nucleoscope.comparison.ComparisonListener;
import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.ComparisonSettings;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Pair;
import io.github.nucleoscope.comparison.Standing;
import io.github.nucleoscope.comparison.Verdict;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.ComparisonReport;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.ComparisonFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "compare", mixinStandardHelpOptions = true, description = {
    "Compares networks with each other, with classifiers of hand-crafted measurements and with the most frequent",
    "class, on the same folds of a cross-validation. The same command goes on with a comparison that was stopped."})
public final class CompareCommand implements Callable<Integer> {

    private static final long THOUSANDTHS = 1000;

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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ComparisonSettings settings = settings();
        TrainingSource source = data.source();
        Path folder = output.folder();
        output.check();
        TrainingSet set = LabelledNucleiOptions.read(source, "read", err);
        ComparisonFiles files = ComparisonFiles.open(folder, set, settings);
        Optional<ComparisonResult> result;
        int finished;
        int all;
        try (Progress progress = new Progress("compare", err)) {
            Comparison comparison = new Comparison(set, settings, files, new Listener(progress, err));
            result = comparison.run();
            finished = comparison.finished();
            all = comparison.trainings();
        }
        if (result.isEmpty()) {
            out.println("Stopped: " + finished + " of " + all + " trainings are finished and kept in " + folder
                    + (finished < all ? ". No test part was opened." : ", but the comparison is not.")
                    + " The same command goes on.");
            output.writeJson(Map.of("finished_trainings", finished, "trainings", all));
            return 0;
        }
        ComparisonReport report = ComparisonReport.in(folder);
        report.write(result.get(), set);
        result.get().warnings().forEach(warning -> err.println("nucleoscope: warning: " + warning));
        print(result.get(), out);
        out.println("page " + report.page());
        output.writeJson(json(result.get(), report));
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

    private static void print(ComparisonResult result, PrintWriter out) {
        Verdict verdict = Verdict.of(result);
        out.println(verdict.sentence());
        verdict.details().forEach(out::println);
        int width = result.standings().stream().mapToInt(s -> s.contender().title().length()).max().orElseThrow();
        out.println(String.format(Locale.ROOT, "%-" + width + "s  %-22s  %-22s  %-24s  %s", "", "balanced accuracy",
                "accuracy", "MCC", "AUC"));
        for (Standing s : result.standings()) {
            out.println(String.format(Locale.ROOT, "%-" + width + "s  %-22s  %-22s  %-24s  %s", s.contender().title(),
                    s.balancedAccuracy(), s.accuracy(), s.mcc(), s.auc()));
        }
    }

    private static Map<String, Object> json(ComparisonResult result, ComparisonReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        Verdict verdict = Verdict.of(result);
        json.put("verdict", verdict.sentence());
        json.put("details", verdict.details());
        json.put("page", report.page().toString());
        json.put("nuclei", result.nuclei());
        json.put("classes", result.classNames());
        json.put("settings", result.settings().describe());
        List<Map<String, Object>> contenders = new ArrayList<>();
        for (Standing s : result.standings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", s.contender().title());
            if (s.contender() instanceof Net net) {
                one.put("notation", net.architecture().toString());
                one.put("layers_with_weights", net.depth());
                one.put("parameters", s.parameters());
                one.put("seconds_per_epoch", s.secondsPerEpoch());
            }
            one.put("balanced_accuracy", Json.of(s.balancedAccuracy()));
            one.put("accuracy", Json.of(s.accuracy()));
            one.put("mcc", Json.of(s.mcc()));
            one.put("auc", Json.of(s.auc()));
            one.put("crops_per_second", s.cropsPerSecond());
            contenders.add(one);
        }
        json.put("contenders", contenders);
        if (result.settings().diagnosed()) {
            json.put("stuck", result.stuck().stream().map(network -> Map.of("name",
                    network.given().contender().title(), "stuck_trainings", network.treatments().size(),
                    "trainings", network.given().trainings().size(), "last_training_losses", network.lastLosses(),
                    "seen", network.seen(), "remedies", network.remedies())).toList());
        }
        json.put("pairs", result.pairs().stream().map(CompareCommand::json).toList());
        json.put("against_most_frequent_class", result.againstChance().stream().map(CompareCommand::json).toList());
        json.put("warnings", result.warnings());
        return json;
    }

    private static Map<String, Object> json(Pair pair) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", pair.first().title());
        json.put("second", pair.second().title());
        json.put("difference", pair.difference().mean());
        json.put("low95", pair.difference().ci95().low());
        json.put("high95", pair.difference().ci95().high());
        json.put("p", pair.difference().p());
        json.put("p_holm", pair.adjustedP());
        json.put("smallest_detectable", pair.difference().smallestDetectable());
        json.put("mcnemar_p", pair.nuclei().p());
        json.put("mcnemar_p_holm", pair.adjustedNucleiP());
        return json;
    }

    private record Listener(Progress progress, PrintWriter err) implements ComparisonListener {

        @Override
        public void progress(double done, String doing) {
            if (done > 0) {
                progress.show(Math.round(THOUSANDTHS * done), THOUSANDTHS);
            }
        }

        @Override
        public void trainingDone(String line) {
            err.println("nucleoscope: " + line);
        }

        @Override
        public boolean isCancelled() {
            return Interruption.isRequested();
        }
    }
}
