package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.Interruption;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.answer.EvaluationText;
import io.github.nucleoscope.cli.answer.Json;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.dataset.Fingerprint;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.table.ScoresCsv;
import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
    "Measures a model on labelled nuclei that it has not seen (evaluate MODEL DATA),",
    "or a segmentation against true label images (evaluate --labels DIR --truth DIR)."})
public final class EvaluateCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A *.nucleoscope.zip file.")
    private Path model;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATA",
            description = "Labelled nuclei, as for the command train.")
    private Path data;

    @Option(names = "--images", paramLabel = "DIR",
            description = "Folder of the images that a CSV file names (default: its own folder).")
    private Path images;

    @Option(names = "--segment", description = "The sub-folders hold whole images: segment them.")
    private boolean segment;

    @Option(names = "--labels", paramLabel = "DIR", description = "Label images to judge.")
    private Path labels;

    @Option(names = "--truth", paramLabel = "DIR", description = "True label images of the same names.")
    private Path truth;

    @Option(names = "--csv", paramLabel = "FILE", description = "The scores of each image, with --labels and --truth.")
    private Path csv;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        output.check();
        if (labels != null && truth != null && model == null) {
            if (segment || images != null || !segmentation.isEmpty()) {
                throw new ParameterException(spec.commandLine(),
                        "--labels and --truth compare label images: leave out what says how to find nuclei");
            }
            LabelComparison comparison = LabelComparison.of(labels, truth, err);
            out.println(comparison.text());
            if (csv != null) {
                ScoresCsv.write(comparison.images(), csv);
            }
            output.writeJson(comparison.json());
            return comparison.exitCode();
        }
        if (model == null || data == null || labels != null || truth != null) {
            throw new ParameterException(spec.commandLine(),
                    "give either MODEL and DATA, or --labels and --truth");
        }
        if (csv != null) {
            throw new ParameterException(spec.commandLine(), "--csv goes with --labels and --truth");
        }
        NucleusClassifier classifier = ModelFile.read(model);
        Evaluation evaluation = evaluate(classifier, err);
        out.println(EvaluationText.of("Measured", evaluation));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", model.toString());
        result.put("data", data.toString());
        result.putAll(Json.of(evaluation));
        output.writeJson(result);
        return 0;
    }

    private Evaluation evaluate(NucleusClassifier classifier, PrintWriter err) throws IOException {
        Preparation preparation = classifier.preparation();
        TrainingSet set;
        try (Progress progress = new Progress("read", err)) {
            set = TrainingSource.of(data, images, segment,
                    ReadSettings.forModel(preparation, segmentation.applyTo(preparation),
                            SegmentationMethods::open, segmentation.signal(preparation.signal())))
                    .read(progress);
        }
        if (Interruption.isRequested()) {
            throw new IOException("stopped: not all of the nuclei were read, so there are no figures");
        }
        set.warnings().forEach(warning -> err.println("nucleoscope: warning: " + warning));
        set.dataset().sourceWarning("crops of one image are taken for independent, and the intervals may be too narrow")
                .ifPresent(warning -> err.println("nucleoscope: warning: " + warning));
        if (Fingerprint.sha256(set.dataset()).equals(classifier.provenance().dataSha256())) {
            err.println("nucleoscope: warning: these are the nuclei that the model was trained on: the figures say "
                    + "nothing of others; evaluate nuclei that it has not seen");
        }
        return Judgement.of(classifier, set.dataset()).evaluation();
    }
}
