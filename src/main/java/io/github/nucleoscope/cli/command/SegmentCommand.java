package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import ij.ImagePlus;
import io.github.nucleoscope.cli.CommandLineWords;
import io.github.nucleoscope.cli.ImageBatch;
import io.github.nucleoscope.cli.Progress;
import io.github.nucleoscope.cli.option.ColourOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.LabelImages;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.images.WrittenFiles;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.PlaneWarnings;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentedPlane;
import io.github.nucleoscope.segmentation.SliceStitching;
import io.github.nucleoscope.table.NucleiCsv;
import io.github.nucleoscope.table.NucleusRow;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "segment", mixinStandardHelpOptions = true,
        description = "Finds the nuclei of images and writes a label image (16-bit TIFF) for each.")
public final class SegmentCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders of images.")
    private List<Path> inputs;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private ColourOptions colours;

    @Option(names = "--stitch", description = "The labels of stacks run through the slices: what overlaps in one and "
            + "the next has one label.")
    private boolean stitch;

    @Option(names = "--measurements", description = "Also writes measurements.csv: shape, intensity and texture of "
            + "each nucleus.")
    private boolean measure;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "The same as --segmentation-model.")
    void setModel(String nameOrFile) {
        segmentation.setModel(nameOrFile);
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Signal signal = colours.signal(segmentation, segmentation.signalOfModel(Signal.FIRST));
        Segmentation how = segmentation.segmentation(signal.colour());
        ImageSet images = ImageSet.of(inputs);
        ImageBatch batch = new ImageBatch(images);
        Path folder = output.folder("labels");
        images.requireReplaceable(folder);
        output.check();
        WrittenFiles written = WrittenFiles.in(folder);
        Map<String, Object> counts = new LinkedHashMap<>();
        Map<String, Object> warnings = new LinkedHashMap<>();
        long[] total = {0};
        String by;
        Path table = folder.resolveSibling("measurements.csv");
        try (NucleusFinder finder = SegmentationMethods.open(how);
                NucleiCsv measurements = measure ? new NucleiCsv(table, true) : null;
                Progress progress = new Progress("segment", err)) {
            by = finder.method();
            finder.notes(signal).forEach(note -> err.println("nucleoscope: warning: " + note));
            batch.forEach(finder.threads(), progress, err, (name, image) -> segment(name, image, signal, finder),
                    (name, found) -> {
                        written.replace(name + ".tif", file -> LabelImages.save(found.labels, found.image, file));
                        if (measure) {
                            measurements.append(found.rows);
                        }
                        counts.put(name, found.nuclei);
                        total[0] += found.nuclei;
                        if (!found.warnings.isEmpty()) {
                            warnings.put(name, found.warnings);
                        }
                        found.warnings.forEach(warning ->
                                err.println("nucleoscope: warning: " + name + ": " + warning));
                    });
        }
        out.println(total[0] + " nuclei in " + counts.size() + " images (" + by + "); label images in " + folder
                + (measure ? ", measurements in " + table : ""));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("method", by);
        result.put("images", counts.size());
        result.put("nuclei", total[0]);
        result.put("nuclei_per_image", counts);
        result.put("labels", folder.toString());
        result.put("measurements", measure ? table.toString() : null);
        result.put("warnings", warnings);
        result.put("failures", batch.failures());
        output.writeJson(result);
        return batch.exitCode(err);
    }

    /**
     * What was found in an image.
     *
     * @param labels of its planes
     * @param nuclei how many there are; those whose label runs through slices are one
     * @param rows of the measured nuclei; empty where nuclei are not measured
     * @param warnings what looks wrong about the image, one line each
     */
    private record Found(ImagePlus image, List<RandomAccessibleInterval<IntType>> labels, int nuclei,
            List<NucleusRow> rows, List<String> warnings) {}

    private Found segment(String name, ImagePlus image, Signal signal, NucleusFinder finder) {
        SliceStitching stitching = new SliceStitching();
        PlaneWarnings suspicious = new PlaneWarnings(segmentation.polarity(Polarity.BRIGHT));
        List<RandomAccessibleInterval<IntType>> labels = new ArrayList<>();
        List<NucleusRow> rows = new ArrayList<>();
        int outlines = 0;
        for (Planes.Plane plane : Planes.of(image, signal)) {
            SegmentedPlane found = finder.find(plane);
            SegmentedPlane named = stitch ? stitching.next(found) : found;
            labels.add(named.labels());
            outlines += named.nuclei().size();
            suspicious.add(named);
            if (measure) {
                rows.addAll(NucleusRow.of(name, named, Planes.pixelSize(image), true));
            }
        }
        List<Problem> warnings = new ArrayList<>();
        signal.colour().warning(image).ifPresent(warnings::add);
        if (stitch && image.getNSlices() == 1) {
            warnings.add(new SliceStitching.OneSlice());
        }
        warnings.addAll(suspicious.problems());
        return new Found(image, labels, stitch ? stitching.count() : outlines, rows,
                warnings.stream().map(warning -> warning.line(CommandLineWords::of)).toList());
    }
}
