package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.cli.EvaluationText;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.LabelledNucleiOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.TrainingOptions;
import io.github.nucleoscope.dataset.GroupedSplit;
import io.github.nucleoscope.dataset.Split;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.DiagnosisListener;
import io.github.nucleoscope.diagnosis.Diagnostician;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Ruling;
import io.github.nucleoscope.diagnosis.Subject;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.report.DiagnosisFiles;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.TrainingFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "diagnose", mixinStandardHelpOptions = true, description = {
    "Trains a network for a few epochs (--epochs) under observation, says why it is stuck, tries remedies for as many",
    "epochs, and writes a page. The test part of the nuclei is left out."})
public final class DiagnoseCommand implements Callable<Integer> {

    private static final int EPOCHS = 8;

    @Mixin
    private LabelledNucleiOptions data;

    @Option(names = "--network", paramLabel = "NOTATION",
            description = "The network; the output is o for any number of classes (default: the shallow network).")
    private String network = Architecture.SHALLOW.toString();

    @Mixin
    private TrainingOptions training = new TrainingOptions(EPOCHS);

    @Option(names = "--apply", description = {
        "Trains in full with the remedy that worked best, or with the network as it is where it is healthy, and writes",
        "the model."})
    private boolean apply;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Architecture architecture = Architecture.parse(network);
        TrainingSettings settings = training.settings();
        if (settings.validationFraction() == 0) {
            throw new InputException("--validation 0 leaves nothing to diagnose by: give it a share");
        }
        TrainingSource source = data.source();
        Path folder = output.folder();
        output.check();
        TrainingSet set = LabelledNucleiOptions.read(source, "read", err);
        Split split = new GroupedSplit(settings.validationFraction(), settings.testFraction(), settings.seed())
                .split(set.dataset());
        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(split.warnings());
        warnings.forEach(warning -> err.println("nucleoscope: warning: " + warning));
        // From here on there is no way to the test part.
        LearningParts parts = new LearningParts(split.train(), split.validation(), set.preparation(),
                set.description());
        Diagnosis diagnosis;
        try (Stages stages = new Stages(err)) {
            diagnosis = new Diagnostician(parts, stages).diagnose(new Subject(architecture, settings));
        } catch (CancellationException e) {
            throw new InputException("the diagnosis was stopped before its end: there is no result", e);
        }
        DiagnosisFiles files = DiagnosisFiles.in(folder);
        files.write(diagnosis, warnings);
        out.println(diagnosis.verdict());
        out.println(diagnosis.advice());
        diagnosis.findings().stream().filter(Ruling::isSeen)
                .forEach(finding -> out.println("seen: " + finding.cause().title() + ". " + finding.sentence()));
        diagnosis.remedies().forEach(tried -> out.println("tried: " + tried.title() + ". "
                + tried.sentence()));
        out.println("page " + files.page());
        Map<String, Object> json = json(diagnosis, files, warnings);
        if (apply) {
            apply(diagnosis, settings, set, folder, out, err).ifPresent(model -> json.put("model", model.toString()));
        }
        output.writeJson(json);
        return 0;
    }

    /** Trains in full what is worth it; empty where nothing is. */
    private Optional<Path> apply(Diagnosis diagnosis, TrainingSettings given, TrainingSet set, Path folder,
            PrintWriter out, PrintWriter err) throws IOException {
        Optional<Subject> worth = diagnosis.toApply();
        if (worth.isEmpty()) {
            out.println("No remedy worked: no model was trained.");
            return Optional.empty();
        }
        TrainingFiles files = TrainingFiles.in(folder);
        TrainingResult result;
        try (Progress progress = new Progress("train", err)) {
            result = files.train(set, worth.get().architecture(), worth.get().settings()
                    .withEpochs(Math.max(TrainingSettings.DEFAULT.epochs(), worth.get().settings().epochs()))
                    .withPatience(given.patience()), progress);
        }
        out.println("Trained " + worth.get().architecture() + ", " + result.history().size() + " epochs, best "
                + result.bestEpoch());
        result.test().ifPresent(test -> out.println(EvaluationText.of("Test part, which decided nothing",
                test.evaluation())));
        out.println("model " + files.model());
        return Optional.of(files.model());
    }

    private static Map<String, Object> json(Diagnosis diagnosis, DiagnosisFiles files, List<String> warnings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", diagnosis.verdict());
        json.put("advice", diagnosis.advice());
        json.put("healthy", diagnosis.isHealthy());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Ruling finding : diagnosis.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("cause", finding.cause().name());
            one.put("verdict", finding.verdict().name());
            one.put("sentence", finding.sentence());
            one.put("numbers", finding.numbers());
            findings.add(one);
        }
        json.put("findings", findings);
        List<Map<String, Object>> remedies = new ArrayList<>();
        for (RemedyTrial tried : diagnosis.remedies()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("remedy", tried.remedy().name());
            one.put("worked", tried.worked());
            one.put("sentence", tried.sentence());
            one.put("network", tried.trial().subject().architecture().toString());
            remedies.add(one);
        }
        json.put("remedies", remedies);
        diagnosis.best().ifPresent(best -> json.put("best_remedy", best.remedy().name()));
        json.put("range_test_rate", diagnosis.evidence().range().chosen().orElse(Double.NaN));
        json.put("page", files.page().toString());
        json.put("warnings", warnings);
        return json;
    }

    /** A bar for each network that is trained. */
    private static final class Stages implements DiagnosisListener, AutoCloseable {

        private final PrintWriter err;
        private String stage = "";
        private Progress progress;

        private Stages(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void batchDone(String now, long done, long all) {
            if (!now.equals(stage)) {
                close();
                stage = now;
                progress = new Progress(now, err);
            }
            progress.show(done, all);
        }

        @Override
        public boolean isCancelled() {
            return Interruption.isRequested();
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }
    }
}
