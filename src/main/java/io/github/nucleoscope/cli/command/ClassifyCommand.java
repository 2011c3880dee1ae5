package io.github.nucleoscope.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.cli.ClassificationProgress;
import io.github.nucleoscope.cli.Console;
import io.github.nucleoscope.cli.answer.ClassificationAnswer;
import io.github.nucleoscope.cli.option.OutputOptions;
import io.github.nucleoscope.cli.option.SegmentationOptions;
import io.github.nucleoscope.images.ImageSet;
import io.github.nucleoscope.model.ModelFile;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.Segmentation;
import io.github.nucleoscope.workflow.BatchClassification;
import io.github.nucleoscope.workflow.NucleusSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "classify", mixinStandardHelpOptions = true, description =
    "Finds and classifies the nuclei in images. Writes one results table and, for each image, a label image and a copy "
    + "with the nuclei as an overlay, in which the ROI groups are the classes.")
final class ClassifyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A *.nucleoscope.zip file.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE",
            description = "Image files or folders of images.")
    private List<Path> inputs;

    @Option(names = "--labels", paramLabel = "DIR",
            description = "Classifies the nuclei in this folder of label images, named like the images, or of ROI "
                    + "files, <image>.zip or <image>_ROIs.zip.")
    private Path labelFolder;

    @Option(names = "--overlay", description = "Classifies the nuclei outlined by the area ROIs in each image's "
            + "overlay.")
    private boolean overlay;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        NucleusClassifier classifier = ModelFile.read(model);
        ImageSet images = ImageSet.of(inputs);
        Optional<NucleusSources> outlines = outlines();
        Segmentation found = segmentation.applyTo(classifier.preparation());
        if (outlines.isEmpty()) {
            classifier.preparation().note(found).ifPresent(console::warn);
        }
        requireOther(output.folder("overlays"));
        requireOther(output.folder("labels"));
        BatchClassification.Output places = BatchClassification.Output.apart(output.folder());
        output.check();
        try (NucleusSources nuclei = outlines.isPresent() ? outlines.get() : NucleusSources.segmentation(found)) {
            BatchClassification batch = new BatchClassification(classifier, model.getFileName().toString(), images,
                    nuclei, segmentation.signal(classifier.preparation().signal()), places);
            BatchClassification.Outcome outcome;
            try (ClassificationProgress progress = new ClassificationProgress(console)) {
                outcome = batch.run(progress);
            }
            output.write(new ClassificationAnswer(model, batch, outcome), console);
            return exitCode(outcome);
        }
    }

    private int exitCode(BatchClassification.Outcome outcome) {
        if (outcome.isStopped()) {
            console.tell("stopped after " + outcome.images().size() + " of " + outcome.asked() + " images");
            return 2;
        }
        if (outcome.failed() > 0) {
            console.tell(outcome.failed() + " of " + outcome.asked() + " images failed; see above");
            return 2;
        }
        return 0;
    }

    private Optional<NucleusSources> outlines() throws IOException {
        if (labelFolder == null && !overlay) {
            return Optional.empty();
        }
        if (labelFolder != null && overlay) {
            throw new InputException("--labels and --overlay both give the nuclei: leave out one of them");
        }
        if (!segmentation.isEmpty()) {
            throw new InputException((overlay ? "--overlay" : "--labels " + labelFolder)
                    + ": the nuclei are given, so leave out the options that say how to find them");
        }
        return Optional.of(overlay ? NucleusSources.overlays() : NucleusSources.folder(labelFolder));
    }

    /** Rejects an output folder whose files would replace the input. */
    private void requireOther(Path folder) throws IOException {
        if (labelFolder != null && Files.exists(folder) && Files.isSameFile(labelFolder, folder)) {
            throw new InputException(folder, "the results would replace these label images: choose "
                    + "another output folder");
        }
    }
}
