package io.github.nucleoscope.cli;

import io.github.nucleoscope.io.SegmentationModelFile;
import io.github.nucleoscope.nuclei.SegmentationSettings;
import io.github.nucleoscope.segmentation.NucleusFinder;
import java.io.IOException;
import picocli.CommandLine.Option;

/** By which method nuclei are found. */
final class MethodOptions {

    private enum Method {
        CLASSICAL,
        LEARNED
    }

    @Option(names = "--method", paramLabel = "METHOD", description = {
        "CLASSICAL: thresholds and a watershed; LEARNED: the network of --model (default: CLASSICAL, or LEARNED with",
        "--model)."})
    private Method method;

    @Option(names = "--model", paramLabel = "FILE",
            description = "A model that train-segmentation made, or fluorescence, the one that Nucleoscope has.")
    private String model;

    /**
     * The method that was asked for.
     *
     * @throws IOException where the model cannot be read
     */
    NucleusFinder finder(SegmentationOptions options) throws IOException {
        if (method == Method.CLASSICAL && model != null) {
            throw new IllegalArgumentException("--method CLASSICAL has no model: leave out --model");
        }
        if (isLearned()) {
            return NucleusFinder.learned(
                    SegmentationModelFile.find(model == null ? SegmentationModelFile.FLUORESCENCE : model),
                    options.forLearned());
        }
        return NucleusFinder.classical(options.applyTo(SegmentationSettings.DEFAULT));
    }

    /** How many images are segmented at a time: a network computes one, with all processors. */
    int threads() {
        return isLearned() ? 1 : Runtime.getRuntime().availableProcessors();
    }

    private boolean isLearned() {
        return method == Method.LEARNED || model != null;
    }
}
