package io.github.nucleoscope.fiji.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.table.ImageSummary;
import io.github.nucleoscope.table.ResultsCsv;
import io.github.nucleoscope.table.SummaryCsv;
import io.github.nucleoscope.workflow.BatchClassification;
import io.github.nucleoscope.workflow.NucleusSources;
import io.github.nucleoscope.workflow.SegmentationMethods;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Classifies the nuclei of all images of a folder. The output folder gets one TIFF per image with the nuclei in its
 * overlay, results.csv with one row per nucleus, and summary.csv with one row per image. A file that cannot be used
 * is named in the Log and the summary. Parameters are named as macros write them.
 */
@Plugin(type = Command.class, headless = true,
        label = "Batch Classify Folder",
        menu = {@Menu(label = "Plugins"), @Menu(label = "Nucleoscope"),
            @Menu(label = "Batch Classify Folder", weight = 5)},
        description = "Classifies the nuclei of all images of a folder and writes images, results.csv and summary.csv")
public final class BatchClassifyFolder extends NucleoscopeCommand {

    @Parameter(label = "Input folder", style = "directory", required = false, persist = false,
            description = "Folder of the images: TIFF, PNG, JPEG, BMP, GIF or PGM; sub-folders are not looked at")
    private File input_folder;

    @Parameter(label = "Model file", style = "open", required = false, persist = false,
            description = "Trained model, *.nucleoscope.zip; it says how nuclei are found and prepared")
    private File model;

    @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
            description = "Made if it is not there; not the input folder. Earlier results of the same names are "
                    + "replaced, but not images that were changed since")
    private File output_folder;

    @Parameter(label = "Label images or ROIs (optional)", style = "directory", required = false, persist = false,
            description = "Folder of label images, such as StarDist's or Cellpose's, with the names of the images, or "
                    + "of ROI files, <image>.zip or <image>_ROIs.zip: their nuclei are classified; leave empty to find "
                    + "nuclei as the model says")
    private File label_folder;

    @Parameter(label = "Channel (0: the model's)", columns = 12, required = false, persist = false,
            description = "Channel that shows the nuclei: its number, counted from 1, or its name; 0 for the one that "
                    + "the model was trained on")
    private String channel = "0";

    @Override
    void execute() throws IOException {
        Path input = requirePath(input_folder, "input_folder");
        Path modelPath = requirePath(model, "model");
        Path output = requirePath(output_folder, "output_folder");
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new InputException("output_folder '" + output + "' is a file: give a folder");
        }
        ImageSet images = ImageSet.of(List.of(input));
        Optional<NucleusSources> outlines = isMissing(label_folder) ? Optional.empty()
                : Optional.of(NucleusSources.folder(label_folder.toPath()));
        if (Files.exists(output) && Files.isSameFile(input, output)) {
            throw new InputException("output_folder '" + output + "' is the input folder, whose next batch "
                    + "would take the results for images: choose another one");
        }
        if (outlines.isPresent() && Files.exists(output) && Files.isSameFile(label_folder.toPath(), output)) {
            throw new InputException("output_folder '" + output + "' is the label_folder, whose label images "
                    + "would be replaced: choose another one");
        }
        NucleusClassifier classifier = ModelFile.read(modelPath);
        Signal signal = signal(classifier, channel);
        Files.createDirectories(output);
        images.requireReplaceable(output);
        List<ImageSummary> summaries = new ArrayList<>();
        Segmentation segmentation = SegmentationMethods.of(classifier.preparation());
        try (NucleusSources nuclei = outlines.isPresent() ? outlines.get()
                : NucleusSources.segmentation(segmentation);
                ImageClassifier imageClassifier = new ImageClassifier(classifier);
                ResultsCsv results = new ResultsCsv(output.resolve("results.csv"), classifier.classes(),
                        modelPath.getFileName().toString());
                SummaryCsv summary = new SummaryCsv(output.resolve("summary.csv"), classifier.classes())) {
            BatchClassification.Sink sink = new BatchClassification.Sink() {
                @Override
                public void classified(ClassifiedImage image) throws IOException {
                    results.append(image);
                }

                @Override
                public void problems(String title, List<Problem> problems) {
                    problems.forEach(problem -> log(title, problem));
                }

                @Override
                public void done(ImageSummary image) throws IOException {
                    summary.append(image);
                    summaries.add(image);
                    if (!image.isUsable()) {
                        log("left out " + image.image() + ": " + image.problem());
                    }
                }
            };
            if (outlines.isEmpty()) {
                classifier.preparation().note(segmentation).ifPresent(this::log);
            }
            nuclei.notes(signal).forEach(this::log);
            showProgress(0, images.size(), "Classifying nuclei");
            new BatchClassification(images, output, Optional.empty(), nuclei, signal)
                    .run(imageClassifier, new Progress(), sink);
        }
        boolean stopped = isStopped();
        NucleusTable.show(NucleusTable.table(ImageSummary.columns(classifier.classes()),
                summaries.stream().map(ImageSummary::values).toList()), "Nuclei per Image");
        if (stopped) {
            log(doneOf(summaries.size(), images.size(), "images"));
            stopIfAsked();
        }
        report(summaries, input, output);
    }

    private void report(List<ImageSummary> summaries, Path input, Path output) {
        long used = summaries.stream().filter(ImageSummary::isUsable).count();
        if (used == 0) {
            throw new InputException(input, "none of the " + summaries.size()
                    + " images could be used; " + output.resolve("summary.csv") + " says why");
        }
        int nuclei = summaries.stream().mapToInt(ImageSummary::nuclei).sum();
        log(nuclei + " nuclei in " + used + " of " + summaries.size() + " images, written to " + output);
    }

    private final class Progress implements FileProgress {

        @Override
        public void fileDone(int done, int all, Path file) {
            showProgress(done, all, "Classifying " + file.getFileName());
        }

        @Override
        public boolean isCancelled() {
            return isStopped();
        }
    }
}
