package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.answer.EvaluationText;
import io.github.nucleoscope.cli.answer.Json;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.PointTable;
import io.github.nucleoscope.dataset.ReadSettings;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WrittenFiles;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.overlay.FieldPicture;
import io.github.nucleoscope.overlay.NucleusOverlay;
import io.github.nucleoscope.report.Pictures;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.TrainingReport;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.synthetic.TestImages;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.training.TrainingResult;
import io.github.nucleoscope.training.TrainingSettings;
import io.github.nucleoscope.workflow.SegmentationMethods;
import io.github.nucleoscope.workflow.TrainingFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "demo", mixinStandardHelpOptions = true, description = {
    "Shows the whole way on synthetic images: draws fields of nuclei of two classes, segments them, trains on nine",
    "fields, classifies the three others, and writes a report."})
public final class DemoCommand implements Callable<Integer> {

    private static final int ZOOM = 2;
    private static final int FIELD_WIDTH = 480;

    /** Enough for these easy classes, and a demo should not be waited for. */
    private static final int EPOCHS = 40;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", defaultValue = "nucleoscope-demo",
            description = "Folder for everything that is written; made if missing (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "The result as one JSON object.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputOptions output = new OutputOptions(folder, json);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        output.check();
        Path data = output.folder("data");
        out.println("Drawing " + TestImages.FIELDS + " fields of nuclei of two classes ...");
        TestImages.write(data);
        Path train = data.resolve("train.csv");
        Path heldOut = data.resolve("held-out.csv");
        splitTruth(data.resolve("truth.csv"), train, heldOut);

        out.println("Segmenting " + (TestImages.FIRST_HELD_OUT_FIELD - 1) + " fields and training on their nuclei ...");
        Segmentation segmentation = SegmentationMethods.of(Method.AUTOMATIC, SegmentationSettings.DEFAULT,
                Signal.FIRST.colour());
        TrainingSet set = new PointTable(train, data.resolve("images"), ReadSettings.forTraining(CropSettings.DEFAULT,
                segmentation, SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
        Path report = output.folder().resolve("report.html");
        TrainingFiles files = TrainingFiles.in(output.folder());
        TrainingResult result;
        try (Progress progress = new Progress("train", err)) {
            TrainingSettings settings = TrainingSettings.DEFAULT.withParts(0.2, 0).withEpochs(EPOCHS);
            result = files.train(set, Architecture.SHALLOW, settings, progress);
        }
        NucleusClassifier classifier = result.classifier();

        out.println("Classifying the held-out fields ...");
        TrainingSet heldOutSet = new PointTable(heldOut, data.resolve("images"), ReadSettings.forModel(
                classifier.preparation(), segmentation, SegmentationMethods::open, Signal.FIRST))
                .read(FileProgress.NONE);
        Judgement judgement = Judgement.of(classifier, heldOutSet.dataset());
        List<Figure> pictures = new ArrayList<>();
        SegmentationScore score = classify(classifier, data, output, files.model(), pictures);

        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(heldOutSet.warnings());
        warnings.addAll(result.split().warnings());
        String found = String.format(Locale.ROOT, "Segmentation of the held-out fields: average precision %.3f "
                + "at IoU 0.5 (%d nuclei found, %d missed, %d false).", score.averagePrecision(),
                score.truePositives(), score.falseNegatives(), score.falsePositives());
        new TrainingReport("Nucleoscope demo", result, warnings, Optional.of(judgement), List.of(
                TrainingReport.fields("Held-out fields, classified", classifier, pictures, FIELD_WIDTH),
                new Section("Segmentation", new Paragraph(found)))).write(report);
        out.println(EvaluationText.of("Held-out fields", judgement.evaluation()));
        out.println(found);
        out.println("Open " + report.toAbsolutePath());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("held_out", Json.of(judgement.evaluation()));
        summary.put("segmentation_average_precision", score.averagePrecision());
        summary.put("epochs", result.history().size());
        summary.put("report", report.toString());
        output.writeJson(summary);
        return 0;
    }

    /** The rows of the last fields are held out: no nucleus of theirs is trained on. */
    private static void splitTruth(Path truth, Path train, Path heldOut) throws IOException {
        List<String> trainRows = new ArrayList<>();
        List<String> heldOutRows = new ArrayList<>();
        for (String row : Files.readAllLines(truth)) {
            boolean header = trainRows.isEmpty();
            boolean isHeldOut = !header && heldOutFields().contains(row.substring(0, row.indexOf(',')));
            if (header || !isHeldOut) {
                trainRows.add(row);
            }
            if (header || isHeldOut) {
                heldOutRows.add(row);
            }
        }
        Files.write(train, trainRows);
        Files.write(heldOut, heldOutRows);
    }

    private static List<String> heldOutFields() {
        List<String> names = new ArrayList<>();
        for (int field = TestImages.FIRST_HELD_OUT_FIELD; field <= TestImages.FIELDS; field++) {
            names.add(TestImages.fileName(field));
        }
        return names;
    }

    private static SegmentationScore classify(NucleusClassifier classifier, Path data, OutputOptions output,
            Path model, List<Figure> pictures) throws IOException {
        SegmentationScore score = SegmentationScore.none(0.5);
        Path overlays = output.folder("overlays");
        WrittenFiles written = WrittenFiles.in(overlays);
        try (NucleusFinder finder = SegmentationMethods.open(SegmentationMethods.of(classifier.preparation()));
                ImageClassifier images = new ImageClassifier(classifier);
                ResultsCsv results = new ResultsCsv(output.folder().resolve("results.csv"), classifier.classes(),
                        model.getFileName().toString())) {
            for (String field : heldOutFields()) {
                ImagePlus image = ImageFiles.read(data.resolve("images").resolve(field));
                ClassifiedImage classified = images.classify(field, Planes.of(image, 1), Planes.pixelSize(image),
                        finder);
                NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image, 1));
                written.replace(field, file -> ImageFiles.saveTiff(image, file));
                results.append(classified);
                byte[] png = Pictures.png(FieldPicture.of(image, ZOOM));
                Files.write(overlays.resolve(field.replace(".tif", ".png")), png);
                pictures.add(new Figure(png, "the nuclei of " + field + ", outlined in the colours of their classes",
                        field));
                score = score.plus(SegmentationScore.of(classified.planes().get(0).labels(),
                        LabelImages.fromImagePlus(ImageFiles.read(data.resolve("labels").resolve(field)), 1, 1), 0.5));
            }
        }
        return score;
    }
}
