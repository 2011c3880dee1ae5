package io.github.nucleoscope.segmentation;

import java.util.Optional;

import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Remedy;
import io.github.nucleoscope.segmentation.Contradiction.DarkInStain;

/**
 * Everything that turns an image into crops. It travels inside the model file: a model classifies nuclei that were
 * prepared as its training nuclei were.
 *
 * @param crops how crops are cut
 * @param segmentation how the training nuclei were found and those of other images are found; where the user gave
 *     outlines, or ready-made crops and a network, only the latter. Empty after ready-made crops without a network
 * @param pixelSize pixel size of the training images
 * @param signal which values of the training images were used: their channel and, of colour images, their stain
 */
public record Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
        Signal signal) {

    /** @throws InputException where nuclei would be dark in a stain */
    public Preparation {
        segmentation.flatMap(found -> DarkInStain.of(found.settings().polarity(), signal.colour()))
                .ifPresent(dark -> {
                    throw new InputException("with the stain " + dark.stain().label()
                            + " nuclei are bright, not dark");
                });
    }

    /** @param channel of the training images that was used, from 1; of colour images, their luminance */
    public Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
            int channel) {
        this(crops, segmentation, pixelSize, Signal.FIRST.withChannel(Channel.of(channel)));
    }

    /**
     * What to say where nuclei are found for a model that does not know how, in one line.
     *
     * @param used how they are found; nothing is said where the user chose it
     */
    public Optional<String> note(Segmentation used) {
        // The default is never LEARNED, and CLASSICAL only where something else was chosen.
        boolean chosen = used.method() != Segmentation.Method.AUTOMATIC
                || !used.settings().equals(SegmentationSettings.DEFAULT);
        return segmentation.isPresent() || chosen ? Optional.empty() : Optional.of("the model was trained on ready-made"
                + " crops and does not know how nuclei are found in images: the default is used, for bright nuclei");
    }

    /**
     * How many of the model's pixels one pixel of an image is wide: crops are resampled by this factor, so that they
     * show the same physical window as in training. 1 where either is not calibrated, and for differences below 1 %.
     *
     * @throws InputException where the units differ, or where the pixel sizes differ more than tenfold
     */
    public double scaleOf(PixelSize image) {
        if (!image.isCalibrated() || !pixelSize.isCalibrated()) {
            return 1;
        }
        if (!image.unit().equals(pixelSize.unit())) {
            throw new InputException("the image's unit of length is '" + image.unit()
                    + "' but the model's is '" + pixelSize.unit() + "': convert it", Remedy.IMAGE_PROPERTIES);
        }
        double scale = image.width() / pixelSize.width();
        if (!(scale > 0.1 && scale < 10)) {
            throw new InputException("the image's pixels are " + image.width() + " " + image.unit()
                    + " wide but the model's " + pixelSize.width()
                    + ": more than tenfold different; correct it", Remedy.IMAGE_PROPERTIES);
        }
        return Math.abs(scale - 1) < 0.01 ? 1 : scale;
    }
}
