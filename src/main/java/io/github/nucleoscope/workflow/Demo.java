package io.github.nucleoscope.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
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
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.synthetic.TestImages;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.training.EnsembleSettings;
import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.StartingPoint;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The whole workflow on synthetic images: draws fields of nuclei of two classes, segments them, trains on most of the
 * fields, classifies the others, and writes a report.
 *
 * @param folder for all files, created if it is missing
 */
public record Demo(Path folder) {

    private static final int ZOOM = 2;
    private static final int FIELD_WIDTH = 480;

    /** Enough for these easy classes, and short enough for a demo. */
    private static final int EPOCHS = 20;

    /** Receives the progress of the demo, on its thread. */
    public interface Listener {

        /** Called before fields are drawn. */
        void drawing(int fields);

        /**
         * Called before fields are segmented and trained on.
         *
         * @return receives the progress of the training
         */
        TrainingListener training(int fields);

        /** Called before the held-out fields are classified. */
        void classifying();
    }

    /**
     * The result of the demo.
     *
     * @param result of the training
     * @param heldOut the predictions for the nuclei of the held-out fields
     * @param segmentation score of the held-out fields against the ground truth
     * @param report the HTML report
     */
    public record Outcome(TrainingResult result, Judgement heldOut, SegmentationScore segmentation, Path report) {

        /** Returns the quality of the segmentation in one sentence. */
        public String segmentationSentence() {
            return String.format(Locale.ROOT, "Segmentation of the held-out fields: average precision %.3f at IoU 0.5"
                    + " (%d nuclei found, %d missed, %d false).", segmentation.averagePrecision(),
                    segmentation.truePositives(), segmentation.falseNegatives(), segmentation.falsePositives());
        }
    }

    /**
     * Runs the demo.
     *
     * @throws IOException if a file cannot be written
     */
    public Outcome run(Listener listener) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        listener.drawing(TestImages.FIELDS);
        TestImages.write(data);
        Path train = data.resolve("train.csv");
        Path heldOut = data.resolve("held-out.csv");
        splitTruth(data.resolve("truth.csv"), train, heldOut);

        TrainingListener training = listener.training(TestImages.FIRST_HELD_OUT_FIELD - 1);
        Segmentation segmentation = SegmentationMethods.byDefault(Signal.FIRST.colour());
        TrainingSet set = new PointTable(train, data.resolve("images"), ReadSettings.forTraining(CropSettings.DEFAULT,
                segmentation, SegmentationMethods::open, Signal.FIRST)).read(FileProgress.NONE);
        TrainingFiles files = TrainingFiles.in(folder);
        TrainingResult result = files.train(set, new StartingPoint.Random(Architecture.DEFAULT),
                EnsembleSettings.single(Recipe.STANDARD,
                        Recipe.STANDARD.settings().withParts(0.2, 0).withEpochs(EPOCHS)), training);
        NucleusClassifier classifier = result.classifier();

        listener.classifying();
        TrainingSet heldOutSet = new PointTable(heldOut, data.resolve("images"), ReadSettings.forModel(
                classifier.preparation(), segmentation, SegmentationMethods::open, Signal.FIRST))
                .read(FileProgress.NONE);
        List<Figure> pictures = new ArrayList<>();
        Outcome outcome = new Outcome(result, Judgement.of(classifier, heldOutSet.dataset()),
                classify(classifier, data, files.model(), pictures), folder.resolve("report.html"));

        List<String> warnings = new ArrayList<>(set.warnings());
        warnings.addAll(heldOutSet.warnings());
        warnings.addAll(result.split().warnings());
        new TrainingReport("Nucleoscope demo", result, warnings, Optional.of(outcome.heldOut()), List.of(
                TrainingReport.fields("Held-out fields, classified", classifier, pictures, FIELD_WIDTH),
                new Section("Segmentation", new Paragraph(outcome.segmentationSentence()))))
                .write(outcome.report());
        return outcome;
    }

    /** Holds out the rows of the last fields: none of their nuclei is trained on. */
    private static void splitTruth(Path truth, Path train, Path heldOut) throws IOException {
        List<String> rows = Files.readAllLines(truth);
        List<String> trainRows = new ArrayList<>(List.of(rows.get(0)));
        List<String> heldOutRows = new ArrayList<>(List.of(rows.get(0)));
        for (String row : rows.subList(1, rows.size())) {
            boolean isHeldOut = heldOutFields().contains(row.substring(0, row.indexOf(',')));
            (isHeldOut ? heldOutRows : trainRows).add(row);
        }
        Files.write(train, trainRows);
        Files.write(heldOut, heldOutRows);
    }

    private static List<String> heldOutFields() {
        return IntStream.rangeClosed(TestImages.FIRST_HELD_OUT_FIELD, TestImages.FIELDS)
                .mapToObj(TestImages::fileName).toList();
    }

    private SegmentationScore classify(NucleusClassifier classifier, Path data, Path model, List<Figure> pictures)
            throws IOException {
        SegmentationScore score = SegmentationScore.none(0.5);
        Path overlays = Files.createDirectories(folder.resolve("overlays"));
        WrittenFiles written = WrittenFiles.in(overlays);
        try (NucleusFinder finder = SegmentationMethods.open(SegmentationMethods.of(classifier.preparation()));
                ImageClassifier images = new ImageClassifier(classifier);
                ResultsCsv results = new ResultsCsv(folder.resolve("results.csv"), classifier.classes(),
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
