package io.github.nucleoscope.cli.option;

import io.github.nucleoscope.nuclei.CropSettings;
import picocli.CommandLine.Option;

/** How nuclei are cropped. */
public final class CropOptions {

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = "64",
            description = "Width and height of a crop (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--scale", paramLabel = "MODE", defaultValue = "FIXED",
            description = "FIXED: a fixed window; FIT: each nucleus fills its crop (default: ${DEFAULT-VALUE}).")
    private CropSettings.Scale scale;

    @Option(names = "--keep-background", description = "Keeps the pixels outside the nucleus, instead of zeros.")
    private boolean keepBackground;

    @Option(names = "--no-normalise", description = "Keeps the intensities instead of stretching them to 0-255.")
    private boolean noNormalise;

    public CropSettings settings() {
        return new CropSettings(size, scale,
                keepBackground ? CropSettings.Background.KEEP : CropSettings.Background.ZERO, !noNormalise);
    }
}
