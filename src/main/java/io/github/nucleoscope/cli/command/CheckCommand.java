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

import io.github.nucleoscope.check.CheckProgress;
import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.CheckSettings;
import io.github.nucleoscope.check.CleanedCopy;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.check.TrainingCheck;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Json;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.report.CheckReport;
import io.github.nucleoscope.table.FindingsCsv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Looks a training set through: crops without a nucleus, cut-off, blurred or saturated ones, copies, leakage,",
    "shortcuts, suspected labels, and whether more labels would help. Writes a page and findings.csv."})
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--held-out", paramLabel = "DATA",
            description = "A second set, on which networks will be measured: what of it is in DATA too?")
    private Path heldOut;

    @Option(names = "--clean", paramLabel = "DIR", description = {
        "Writes a copy without crops that show no nucleus and without copies; of copies in several classes none is",
        "kept. Of whole images it holds the images, with the outlines of their nuclei in <image>_ROIs.zip. DIR must be",
        "new or empty. Labels stay as they are."})
    private Path clean;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network that judges labels and shortcuts (default: the shallow network).")
    private String network = CheckSettings.DEFAULT.architecture().toString();

    @Option(names = "--folds", paramLabel = "N",
            description = "Folds of the cross-validation, 2 to 10 (default: ${DEFAULT-VALUE}).")
    private int folds = CheckSettings.DEFAULT.folds();

    @Option(names = "--steps", paramLabel = "N", description = {
        "Mini-batches of each training, whatever the size of the set; 3 networks per fold are trained",
        "(default: ${DEFAULT-VALUE})."})
    private int steps = CheckSettings.DEFAULT.steps();

    @Option(names = "--seed", paramLabel = "N",
            description = "The same seed gives the same findings (default: ${DEFAULT-VALUE}).")
    private long seed = CheckSettings.DEFAULT.seed();

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CheckSettings settings = new CheckSettings(Architecture.parse(network), folds, steps, seed);
        TrainingSource source = data.source();
        Optional<CleanedCopy> copy = clean == null ? Optional.empty()
                : Optional.of(new CleanedCopy(data.path(), clean));
        Path folder = output.folder();
        output.check();
        TrainingSet set = LabelledNucleiOptions.read(source, "read", err);
        Optional<TrainingSet> second = heldOut == null ? Optional.empty()
                : Optional.of(LabelledNucleiOptions.read(data.source(heldOut), "read held-out", err));
        CheckResult result;
        try (StageProgress progress = new StageProgress(err)) {
            result = new TrainingCheck(settings, progress).check(set, second);
        }
        Path report = folder.resolve("check.html");
        Path findings = folder.resolve("findings.csv");
        CheckReport.write(result, report);
        FindingsCsv.write(result, findings);
        for (Finding finding : result.findings()) {
            out.println(String.format(Locale.ROOT, "%-9s %s. %s", finding.severity(), finding.title(),
                    finding.evidence()));
        }
        if (result.findings().isEmpty()) {
            out.println("Nothing was found.");
        }
        result.notes().forEach(note -> out.println("Not looked at: " + note));
        Map<String, Object> json = json(result);
        if (copy.isPresent() && !result.cancelled()) {
            CleanedCopy.Outcome cleaned = copy.get().write(result);
            out.println("cleaned copy " + clean + ": " + cleaned.copied() + " nuclei copied, "
                    + cleaned.dropped().size() + " left out");
            json.put("cleaned", Map.of("folder", clean.toString(), "copied", cleaned.copied(), "left_out",
                    cleaned.dropped()));
        }
        out.println("report " + report + ", findings " + findings);
        output.writeJson(json);
        return 0;
    }

    private static Map<String, Object> json(CheckResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("crops", result.crops().size());
        json.put("cancelled", result.cancelled());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Finding finding : result.findings()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            entry.put("finding", finding.kind());
            entry.put("title", finding.title());
            entry.put("evidence", finding.evidence());
            entry.put("what_to_do", finding.remedy());
            entry.put("crops", finding.suspects().stream().map(suspect -> Map.of("crop",
                    result.crop(suspect.crop()).name(), "detail", suspect.detail())).toList());
            findings.add(entry);
        }
        json.put("findings", findings);
        json.put("cues", result.cues().stream().map(cue -> Map.of("cue", cue.name(), "balanced_accuracy",
                Json.of(cue.balancedAccuracy()), "auc", Json.of(cue.auc()))).toList());
        json.put("networks", result.networks().stream().map(network -> Map.of("crops_to_learn_from",
                network.trainSize(), "out_of_fold", Json.of(network.evaluation()))).toList());
        result.curve().ifPresent(curve -> json.put("more_labels", curve.verdict().name().toLowerCase(Locale.ROOT)));
        json.put("not_looked_at", result.notes());
        return json;
    }

    /** One bar, or lines, for each stage. */
    private static final class StageProgress implements CheckProgress, AutoCloseable {

        private final PrintWriter err;
        private Progress bar;

        StageProgress(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void stage(String doing) {
            close();
            err.println("nucleoscope: " + doing);
            bar = new Progress("check", err);
        }

        @Override
        public void done(long done, long all) {
            if (done > 0) {
                bar.show(done, all);
            }
        }

        @Override
        public boolean isCancelled() {
            return Interruption.isRequested();
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
