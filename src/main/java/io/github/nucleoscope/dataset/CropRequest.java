package io.github.nucleoscope.dataset;

import java.util.Optional;
import java.util.OptionalInt;

import io.github.nucleoscope.images.ChannelRequest;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Normalisation;

/**
 * How crops of a training set are to be cut, as far as that does not follow from the images.
 *
 * @param size width and height in pixels; empty to take it from the nuclei
 * @param scale how image pixels become crop pixels
 * @param background what happens to the pixels outside the nucleus
 * @param normalisation whether intensities are stretched to [0, 255]; empty if that is decided later
 * @param channels the channels that crops consist of
 * @param aroundPoints whether crops are windows around labelled points, whose background is kept, instead of nuclei
 *     that are found by segmentation
 */
public record CropRequest(OptionalInt size, Scale scale, Background background, Optional<Normalisation> normalisation,
        ChannelRequest channels, boolean aroundPoints) {

    /** Everything follows from the images; background zeroed. */
    public static final CropRequest AUTOMATIC = new CropRequest(OptionalInt.empty(), Scale.FIXED, Background.ZERO,
            Optional.empty(), new ChannelRequest.Automatic(), false);

    public CropRequest {
        // An invalid size fails before images are read.
        size.ifPresent(CropSettings.DEFAULT::withSize);
        if (aroundPoints) {
            background = Background.KEEP;
        }
    }

    /** Returns the request for crops that are cut in exactly one way. */
    public static CropRequest of(CropSettings settings) {
        return new CropRequest(OptionalInt.of(settings.size()), settings.scale(), settings.background(),
                Optional.of(settings.normalisation()), settings.channels(),
                settings.centre() == CropSettings.Centre.POINT);
    }

    /** Returns a request with another background. */
    CropRequest withBackground(Background newBackground) {
        return new CropRequest(size, scale, newBackground, normalisation, channels, aroundPoints);
    }
}
