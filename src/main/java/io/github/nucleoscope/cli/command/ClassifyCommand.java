package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.CommandLineWords;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "classify", mixinStandardHelpOptions = true, description = {
    "Finds and classifies the nuclei of images. Writes one results table, and for each image a label image and a copy",
    "with the nuclei as an overlay, ROI groups being the classes."})
public final class ClassifyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A *.nucleoscope.zip file.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE",
            description = "Image files, or folders of images.")
    private List<Path> inputs;

    @Option(names = "--labels", paramLabel = "DIR",
            description = "Folder of label images with the names of the images, or of ROI files, <image>.zip or "
                    + "<image>_ROIs.zip: their nuclei are classified.")
    private Path labelFolder;

    @Option(names = "--overlay", description = "The nuclei that the area ROIs of each image's overlay outline are "
            + "classified.")
    private boolean overlay;

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
        NucleusClassifier classifier = ModelFile.read(model);
        ImageSet images = ImageSet.of(inputs);
        Optional<NucleusSources> outlines = outlines();
        Segmentation found = segmentation.applyTo(classifier.preparation());
        if (outlines.isEmpty()) {
            classifier.preparation().note(found).ifPresent(note -> err.println("nucleoscope: warning: " + note));
        }
        Path overlays = output.folder("overlays");
        Path labels = output.folder("labels");
        images.requireReplaceable(overlays);
        images.requireReplaceable(labels);
        if (labelFolder != null) {
            requireOther(overlays);
            requireOther(labels);
        }
        Path table = output.folder().resolve("results.csv");
        output.check();
        List<ImageSummary> summaries = new ArrayList<>();
        try (NucleusSources nuclei = outlines.isPresent() ? outlines.get() : NucleusSources.segmentation(found);
                ImageClassifier imageClassifier = new ImageClassifier(classifier);
                Progress progress = new Progress("classify", err);
                ResultsCsv results = new ResultsCsv(table, classifier.classes(), model.getFileName().toString());
                SummaryCsv summary = new SummaryCsv(output.folder().resolve("summary.csv"), classifier.classes())) {
            Signal signal = segmentation.signal(imageClassifier.signal());
            nuclei.notes(signal).forEach(note -> err.println("nucleoscope: warning: " + note));
            BatchClassification.Sink sink = new BatchClassification.Sink() {
                @Override
                public void classified(ClassifiedImage image) throws IOException {
                    results.append(image);
                }

                @Override
                public void problems(String title, List<Problem> problems) {
                    problems.forEach(problem -> err.println("nucleoscope: warning: " + title + ": "
                            + problem.line(CommandLineWords::of)));
                }

                @Override
                public void done(ImageSummary image) throws IOException {
                    summary.append(image);
                    summaries.add(image);
                    report(image, err);
                }
            };
            new BatchClassification(images, overlays, Optional.of(labels), nuclei, signal)
                    .run(imageClassifier, progress, sink);
        }
        long failed = summaries.stream().filter(image -> !image.isUsable()).count();
        out.println(text(classifier, summaries) + "; table " + table + ", overlays in " + overlays);
        output.writeJson(json(classifier, summaries, table));
        if (summaries.size() < images.size()) {
            err.println("nucleoscope: stopped after " + summaries.size() + " of " + images.size() + " images");
            return 2;
        }
        if (failed > 0) {
            err.println("nucleoscope: " + failed + " of " + images.size() + " images failed, see above");
            return 2;
        }
        return 0;
    }

    private Optional<NucleusSources> outlines() throws IOException {
        if (labelFolder == null && !overlay) {
            return Optional.empty();
        }
        if (labelFolder != null && overlay) {
            throw new InputException("--labels and --overlay both give the nuclei: leave one out");
        }
        if (!segmentation.isEmpty()) {
            throw new InputException((overlay ? "--overlay" : "--labels " + labelFolder)
                    + ": the nuclei are given, so leave out the options that say how to find them");
        }
        return Optional.of(overlay ? NucleusSources.overlays() : NucleusSources.folder(labelFolder));
    }

    /** Files that are read must not be replaced by those that are written. */
    private void requireOther(Path folder) throws IOException {
        if (Files.exists(folder) && Files.isSameFile(labelFolder, folder)) {
            throw new InputException(folder, "these label images would be replaced by results: choose "
                    + "another output folder");
        }
    }

    private static void report(ImageSummary image, PrintWriter err) {
        if (!image.isUsable()) {
            err.println("nucleoscope: " + image.image() + ": " + image.problem());
        } else if (image.cutOff() > 0) {
            err.println("nucleoscope: warning: " + image.image() + ": " + image.cutOff()
                    + " nuclei are larger than the model's crops and were cut off");
        }
    }

    private static long[] perClass(NucleusClassifier classifier, List<ImageSummary> summaries) {
        long[] totals = new long[classifier.classes().size()];
        for (ImageSummary image : summaries) {
            for (int c = 0; c < totals.length; c++) {
                totals[c] += image.perClass().get(c);
            }
        }
        return totals;
    }

    private static String text(NucleusClassifier classifier, List<ImageSummary> summaries) {
        long[] totals = perClass(classifier, summaries);
        List<String> counts = new ArrayList<>();
        for (int c = 0; c < totals.length; c++) {
            counts.add(totals[c] + " " + classifier.classNames().get(c));
        }
        return summaries.stream().filter(ImageSummary::isUsable).count() + " images: " + String.join(", ", counts);
    }

    private Map<String, Object> json(NucleusClassifier classifier, List<ImageSummary> summaries, Path table) {
        List<Object> images = new ArrayList<>();
        for (ImageSummary image : summaries) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("image", image.image());
            row.put("nuclei", image.nuclei());
            row.put("nuclei_per_class", image.perClass());
            row.put("cut_off", image.cutOff());
            row.put("problem", image.problem());
            images.add(row);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.toString());
        json.put("classes", classifier.classNames());
        json.put("nuclei_per_class", perClass(classifier, summaries));
        json.put("images", images);
        json.put("table", table.toString());
        return json;
    }
}
