package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.BatchProgress;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.Reading;
import io.github.nucleoscope.cli.answer.EvaluationAnswer;
import io.github.nucleoscope.cli.answer.LabelComparisonAnswer;
import io.github.nucleoscope.cli.option.DataFormOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.table.ScoresCsv;
import io.github.nucleoscope.workflow.LabelComparison;
import io.github.nucleoscope.workflow.ModelEvaluation;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description =
    "Evaluates a model on labelled nuclei that it was not trained on (evaluate MODEL DATA), "
    + "or a segmentation against ground-truth label images (evaluate --labels DIR --truth DIR).")
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A *.nucleoscope.zip file.")
    private Path model;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATA",
            description = "Labelled nuclei, as for train.")
    private Path data;

    @Option(names = "--labels", paramLabel = "DIR", description = "Label images to evaluate.")
    private Path labels;

    @Option(names = "--truth", paramLabel = "DIR", description = "Ground-truth label images of the same names.")
    private Path truth;

    @Option(names = "--csv", paramLabel = "FILE", description = "Scores of each image, for --labels and --truth.")
    private Path csv;

    @Mixin
    private DataFormOptions form;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        output.check();
        if (labels != null && truth != null && model == null) {
            return compareLabels();
        }
        if (model == null || data == null || labels != null || truth != null) {
            throw usage("give either MODEL and DATA, or --labels and --truth");
        }
        if (csv != null) {
            throw usage("--csv is only for --labels and --truth");
        }
        NucleusClassifier classifier = ModelFile.read(model);
        Preparation preparation = classifier.preparation();
        TrainingSource source = form.source(data, ReadSettings.forModel(preparation, segmentation.applyTo(preparation),
                SegmentationMethods::open, segmentation.signal(preparation.signal())));
        TrainingSet set = Reading.of(source, "read", console);
        set.warnings().forEach(console::warn);
        ModelEvaluation evaluation = ModelEvaluation.of(classifier, set);
        evaluation.sources().ifPresent(console::warn);
        if (evaluation.trainedOn()) {
            console.warn("these are the nuclei that the model was trained on, so the results say nothing about"
                    + " other nuclei: evaluate it on nuclei that it was not trained on");
        }
        output.write(new EvaluationAnswer(model, data, evaluation.evaluation()), console);
        return 0;
    }

    private int compareLabels() throws IOException {
        if (!form.isEmpty() || !segmentation.isEmpty()) {
            throw usage("--labels and --truth compare label images: leave out the options that say how to find nuclei");
        }
        LabelComparison comparison;
        try (BatchProgress progress = new BatchProgress("compare", console)) {
            comparison = LabelComparison.of(labels, truth, progress);
        }
        if (csv != null) {
            ScoresCsv.write(comparison.images(), csv);
        }
        output.write(new LabelComparisonAnswer(comparison), console);
        return comparison.failures().isEmpty() ? 0 : 2;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
