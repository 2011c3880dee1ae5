package io.github.nucleoscope.cli;

import ij.ImagePlus;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.nuclei.SegmentationSettings.Polarity;
import io.github.nucleoscope.nuclei.SegmentationWarnings;
import io.github.nucleoscope.nuclei.SegmentedPlane;
import io.github.nucleoscope.segmentation.NucleusFinder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "segment", mixinStandardHelpOptions = true,
        description = "Finds the nuclei of images and writes a label image (16-bit TIFF) for each.")
final class SegmentCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders of images.")
    private List<Path> inputs;

    @Mixin
    private MethodOptions method;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private ColourOptions colours;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Colour colour = colours.colour(segmentation);
        ImageSet images = ImageSet.of(inputs);
        ImageBatch batch = new ImageBatch(images);
        Path folder = output.folder("labels");
        images.requireNotIn(folder);
        output.check();
        Map<String, Object> counts = new LinkedHashMap<>();
        Map<String, Object> warnings = new LinkedHashMap<>();
        long[] total = {0};
        try (NucleusFinder finder = method.finder(segmentation, colour);
                Progress progress = new Progress("segment", err)) {
            batch.forEach(progress, err, (name, image) -> {
                List<SegmentedPlane> planes = segment(image, colour, finder, folder.resolve(name + ".tif"));
                int count = planes.stream().mapToInt(plane -> plane.nuclei().size()).sum();
                counts.put(name, count);
                total[0] += count;
                List<String> ofImage = new ArrayList<>();
                colour.warning(image).ifPresent(ofImage::add);
                ofImage.addAll(warnings(planes));
                if (!ofImage.isEmpty()) {
                    warnings.put(name, ofImage);
                }
                ofImage.forEach(warning -> err.println("nucleoscope: warning: " + name + ": " + warning));
            });
        }
        out.println(total[0] + " nuclei in " + counts.size() + " images; label images in " + folder);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("images", counts.size());
        result.put("nuclei", total[0]);
        result.put("nuclei_per_image", counts);
        result.put("labels", folder.toString());
        result.put("warnings", warnings);
        result.put("failures", batch.failures());
        output.writeJson(result);
        return batch.exitCode(err);
    }

    private List<SegmentedPlane> segment(ImagePlus image, Colour colour, NucleusFinder finder, Path file)
            throws IOException {
        List<SegmentedPlane> planes = new ArrayList<>();
        for (Planes.Plane plane : Planes.of(image, segmentation.channel(1), colour)) {
            planes.add(finder.find(plane));
        }
        ImageFiles.saveTiff(LabelImages.toImagePlus(image.getTitle(),
                planes.stream().map(SegmentedPlane::labels).toList(), image), file);
        return planes;
    }

    private List<String> warnings(List<SegmentedPlane> planes) {
        return planes.stream().flatMap(plane -> SegmentationWarnings.of(plane.plane().pixels(), plane.labels(),
                segmentation.polarity(Polarity.BRIGHT)).stream()).distinct().toList();
    }
}
