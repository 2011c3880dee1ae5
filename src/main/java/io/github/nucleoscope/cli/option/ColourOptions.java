package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** Which values of a colour image show the nuclei. */
public final class ColourOptions {

    @Option(names = "--stain", paramLabel = "STAIN", description =
        "What shows the nuclei in colour images: H&E, H-DAB, Giemsa (blood smears), Feulgen; estimated: two stains "
        + "measured in each image; or red, green, blue, luminance (default: luminance; in segment, that of the "
        + "segmentation model). With a stain, leave out --dark.")
    private String stain;

    /**
     * Returns the requested channel and stain.
     *
     * @param otherwise the channel and stain that are used if none was requested
     * @throws InputException if there is no such stain
     */
    public Signal signal(SegmentationOptions segmentation, Signal otherwise) {
        Colour colour = stain == null ? otherwise.colour() : Colour.of(stain);
        return segmentation.signal(new Signal(otherwise.channel(), colour));
    }
}
