package io.github.nucleoscope.cli;

import io.github.nucleoscope.fiji.SegmentationMethod;
import io.github.nucleoscope.images.Colour;
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
        "CLASSICAL: thresholds and a watershed; LEARNED: the network of --model (default: LEARNED with --model; else",
        "LEARNED with the built-in model fluorescence for bright nuclei of up to 16 megapixels, and CLASSICAL where a",
        "stain, --dark, --threshold, --no-split or --no-fill is given, and for images that the model does not know)."})
    private Method method;

    @Option(names = "--model", paramLabel = "FILE",
            description = "A model that train-segmentation made, or fluorescence, the one that Nucleoscope has.")
    private String model;

    /**
     * The method that was asked for, or else the better one.
     *
     * @param colour what of colour images is looked at
     * @throws IOException where the model cannot be read
     */
    NucleusFinder finder(SegmentationOptions options, Colour colour) throws IOException {
        if (method == Method.CLASSICAL && model != null) {
            throw new IllegalArgumentException("--method CLASSICAL has no model: leave out --model");
        }
        if (method == Method.LEARNED || model != null) {
            return NucleusFinder.learned(
                    SegmentationModelFile.find(model == null ? SegmentationModelFile.FLUORESCENCE : model),
                    options.forLearned());
        }
        return (method == null ? SegmentationMethod.AUTOMATIC : SegmentationMethod.CLASSICAL)
                .finder(options.applyTo(SegmentationSettings.DEFAULT), colour);
    }
}
