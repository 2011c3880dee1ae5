package io.github.nucleoscope.synthetic;

import ij.ImagePlus;

/** The sample image for users to try things out on. */
public final class SampleImage {

    private static final long SEED = 20260401;

    private static final String INFO = """
            Synthetic fluorescence image of 48 nuclei, drawn by Nucleoscope; it contains no real data.
            The nuclei are of two classes, 24 each:
            - clumped: coarse clumps of chromatin, bright and dark patches of several pixels
            - fine: an even, fine grain
            Size, shape, brightness and contrast have the same distributions in both classes: look at the texture.
            Pixel size 0.5 x 0.5 µm. Plugins > Nucleoscope > Annotate Nuclei gives the nuclei their classes.
            """;

    private SampleImage() {}

    /** Returns a field of 512x512 pixels, 8-bit, calibrated, always the same; its Info describes what it shows. */
    public static ImagePlus nuclei() {
        ImagePlus image = TestImageWriter.toImagePlus("Nuclei.tif",
                FieldGenerator.generate(FieldSettings.DEFAULT, SEED).image(), TestImages.PIXEL_SIZE);
        image.setProperty("Info", INFO);
        return image;
    }
}
