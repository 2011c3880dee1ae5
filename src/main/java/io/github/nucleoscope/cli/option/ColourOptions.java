package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** What of a colour image shows the nuclei. */
public final class ColourOptions {

    @Option(names = "--stain", paramLabel = "STAIN", description = {
        "Of colour images: H&E, H-DAB, Giemsa (blood smears), Feulgen; estimated: two stains measured in each image;",
        "or red, green, blue, luminance (default: in segment that of the segmentation model; otherwise luminance).",
        "Stained nuclei are found without --dark."})
    private String stain;

    /**
     * The channel and the stain that were asked for.
     *
     * @param otherwise those where none was
     * @throws InputException where there is no such stain
     */
    public Signal signal(SegmentationOptions segmentation, Signal otherwise) {
        Colour colour = stain == null ? otherwise.colour() : Colour.of(stain);
        return segmentation.signal(new Signal(otherwise.channel(), colour));
    }
}
