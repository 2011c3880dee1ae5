package io.github.nucleoscope.cli;

import ij.ImagePlus;
import io.github.nucleoscope.classifier.ClassifiedImage;
import io.github.nucleoscope.classifier.ImageClassifier;
import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.fiji.NucleusOverlay;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.io.ModelFile;
import io.github.nucleoscope.io.ResultsCsv;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "classify", mixinStandardHelpOptions = true, description = {
    "Finds and classifies the nuclei of images. Writes one results table, and for each image a label image and a copy",
    "with the nuclei as an overlay, ROI groups being the classes."})
final class ClassifyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A *.nucleoscope.zip file.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders of images.")
    private List<Path> inputs;

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
        ImageBatch batch = new ImageBatch(inputs);
        Path overlays = output.folder("overlays");
        Path labels = output.folder("labels");
        Path table = output.folder().resolve("results.csv");
        output.check();
        Map<String, Object> perImage = new LinkedHashMap<>();
        long[] totals = new long[classifier.classes().size()];
        try (ImageClassifier images = new ImageClassifier(classifier);
                Progress progress = new Progress("classify", err);
                ResultsCsv results = new ResultsCsv(table, classifier.classes(), model.getFileName().toString())) {
            SegmentationSettings settings = segmentation.applyTo(images.segmentation());
            batch.forEach(progress, err, (name, image) -> {
                ClassifiedImage classified = images.classify(image.getTitle(),
                        Planes.of(image, segmentation.channel()), Planes.pixelSize(image), settings);
                write(image, classified, overlays.resolve(name + ".tif"), labels.resolve(name + ".tif"));
                results.append(classified);
                perImage.put(image.getTitle(), count(classified, totals));
                if (classified.cutOff() > 0) {
                    err.println("nucleoscope: warning: " + image.getTitle() + ": " + classified.cutOff()
                            + " nuclei are larger than the model's crops and were cut off");
                }
            });
        }
        out.println(summary(classifier, totals, perImage.size()) + "; table " + table + ", overlays in " + overlays);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.toString());
        json.put("images", perImage.size());
        json.put("classes", classifier.classNames());
        json.put("nuclei_per_class", totals);
        json.put("nuclei_per_image", perImage);
        json.put("table", table.toString());
        json.put("failures", batch.failures());
        output.writeJson(json);
        return batch.exitCode(err);
    }

    private void write(ImagePlus image, ClassifiedImage classified, Path overlay, Path labels)
            throws IOException {
        NucleusOverlay.replaceIn(image, NucleusOverlay.classified(classified, image, segmentation.channel()));
        ImageFiles.saveTiff(image, overlay);
        ImageFiles.saveTiff(LabelImages.toImagePlus(image.getTitle(),
                classified.planes().stream().map(SegmentedPlane::labels).toList(), image), labels);
    }

    private static Map<String, Object> count(ClassifiedImage classified, long[] totals) {
        Map<String, Object> counts = new LinkedHashMap<>();
        int[] perClass = classified.countPerClass();
        for (int c = 0; c < perClass.length; c++) {
            counts.put(classified.classes().get(c).name(), perClass[c]);
            totals[c] += perClass[c];
        }
        return counts;
    }

    private static String summary(NucleusClassifier classifier, long[] totals, int images) {
        StringBuilder text = new StringBuilder(images + " images:");
        for (int c = 0; c < totals.length; c++) {
            text.append(c == 0 ? " " : ", ").append(totals[c]).append(' ').append(classifier.classNames().get(c));
        }
        return text.toString();
    }
}
