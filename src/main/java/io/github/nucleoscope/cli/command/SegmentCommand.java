package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.cli.BatchProgress;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.answer.SegmentationAnswer;
import io.github.nucleoscope.cli.option.ColourOptions;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.BatchSegmentation;
import io.github.nucleoscope.workflow.SegmentationMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "segment", mixinStandardHelpOptions = true,
        description = "Segments the nuclei in images and writes a label image (16-bit TIFF) for each.")
final class SegmentCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files or folders of images.")
    private List<Path> inputs;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private ColourOptions colours;

    @Option(names = "--stitch", description = "In stacks, gives outlines that overlap from one slice to the next "
            + "the same label, as one nucleus.")
    private boolean stitch;

    @Option(names = "--measurements", description = "Also writes measurements.csv: shape, intensity and texture of "
            + "each nucleus.")
    private boolean measure;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Option(names = "--model", paramLabel = "FILE", description = "The same as --segmentation-model.")
    void setModel(String nameOrFile) {
        segmentation.setModel(nameOrFile);
    }

    @Override
    public Integer call() throws IOException {
        Signal signal = colours.signal(segmentation, segmentation.signalOfModel(Signal.FIRST));
        Segmentation how = segmentation.segmentation(signal.colour());
        ImageSet images = ImageSet.of(inputs);
        Path labels = output.folder("labels");
        output.check();
        Optional<Path> table = measure ? Optional.of(labels.resolveSibling("measurements.csv")) : Optional.empty();
        try (NucleusFinder finder = SegmentationMethods.open(how)) {
            BatchSegmentation batch = new BatchSegmentation(images, finder, how.settings().polarity(), signal, stitch,
                    labels, table);
            BatchSegmentation.Outcome outcome;
            try (BatchProgress progress = new BatchProgress("segment", console)) {
                outcome = batch.run(progress);
            }
            output.write(new SegmentationAnswer(batch, outcome), console);
            if (outcome.failed() > 0) {
                console.tell(outcome.failed() + " of " + images.size() + " images failed; see above");
            }
            return outcome.failures().isEmpty() ? 0 : 2;
        }
    }
}
