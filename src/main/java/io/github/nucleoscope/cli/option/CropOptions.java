package io.github.nucleoscope.cli.option;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import io.github.nucleoscope.dataset.CropRequest;
import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;
import io.github.nucleoscope.problem.InputException;
import picocli.CommandLine.Option;

/** How nuclei are cropped. */
public final class CropOptions {

    private static final String AUTO = "AUTO";

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = AUTO, description =
        "Width and height of a crop; AUTO: that of the nuclei, 32 to 96 (default: ${DEFAULT-VALUE}).")
    private String size;

    @Option(names = "--scale", paramLabel = "MODE", defaultValue = "FIXED",
            description = "FIXED: a fixed window; FIT: each nucleus fills its crop (default: ${DEFAULT-VALUE}).")
    private CropSettings.Scale scale;

    @Option(names = "--crop-channels", paramLabel = "CHANNELS", defaultValue = "auto", description =
        "What the network sees of an image. nuclei: the channel or stain that shows the nuclei; colour: red, green "
        + "and blue; all: all channels; or channels by number or name, such as DAPI,pH3; auto: colour of colour "
        + "images, otherwise nuclei (default: ${DEFAULT-VALUE}).")
    private String channels;

    @Option(names = "--keep-background", description = "Keeps the pixels outside the nucleus, instead of zeros.")
    private boolean keepBackground;

    @Option(names = "--around-points", description =
        "Crops are windows around the labelled points, with their background; nothing is segmented.")
    private boolean aroundPoints;

    @Option(names = "--normalise", paramLabel = "HOW", defaultValue = AUTO, description =
        "Stretches intensities to 0-255. CHANNEL: each channel of each nucleus; JOINT: all channels of a nucleus "
        + "together; NONE: not at all; AUTO: in train, what a short cross-validation finds better; otherwise CHANNEL, "
        + "or JOINT for several channels (default: ${DEFAULT-VALUE}).")
    private String normalise;

    @Option(names = "--no-normalise", description = "The same as --normalise NONE.")
    private boolean noNormalise;

    /** @throws InputException if a value is out of its range; the message is one line */
    public CropRequest request() {
        return new CropRequest(size(), scale,
                keepBackground ? CropSettings.Background.KEEP : CropSettings.Background.ZERO, normalisation(),
                ChannelRequest.of(channels), aroundPoints);
    }

    private OptionalInt size() {
        if (size.equalsIgnoreCase(AUTO)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(size));
        } catch (NumberFormatException e) {
            throw new InputException("--size is '" + size + "': give a number of pixels, or AUTO");
        }
    }

    private Optional<Normalisation> normalisation() {
        if (noNormalise) {
            if (!normalise.equalsIgnoreCase(AUTO) && !normalise.equalsIgnoreCase(Normalisation.NONE.name())) {
                throw new InputException("--no-normalise contradicts --normalise " + normalise + ": leave one out");
            }
            return Optional.of(Normalisation.NONE);
        }
        if (normalise.equalsIgnoreCase(AUTO)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Normalisation.valueOf(normalise.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new InputException("--normalise is '" + normalise + "': give CHANNEL, JOINT, NONE or AUTO");
        }
    }
}
