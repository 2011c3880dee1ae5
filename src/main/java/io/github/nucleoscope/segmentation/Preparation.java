package io.github.nucleoscope.segmentation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import ij.ImagePlus;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.ImageKind;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.nuclei.CropSettings;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.Photometry;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.Contradiction.DarkInStain;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Everything that turns an image into crops. It is stored in the model file, so that a model classifies nuclei
 * prepared in the same way as its training nuclei.
 *
 * @param crops how crops are cut
 * @param segmentation how the training nuclei were found and how those of other images will be; only the latter if the
 *     user gave outlines, or ready-made crops and a network. Empty for ready-made crops without a network
 * @param pixelSize pixel size of the training images
 * @param signal values of the training images that show the nuclei: their channel and, for colour images, their stain
 * @param images kind of the training images; empty if it is not known, as in models of older versions
 * @param nucleusDiameter median diameter of the training nuclei, each taken as a disc of its area, in pixels of
 *     {@code pixelSize}; empty if it is not known, as of ready-made crops and in models of older versions
 */
public record Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
        Signal signal, Optional<ImageKind> images, OptionalDouble nucleusDiameter) {

    /** Nuclei are unlike those of training if they are larger or smaller by this factor. */
    private static final double OTHER_SIZE = 1.6;

    /** Pixels are of another shape if their sides have a ratio that differs by more than this. */
    private static final double OTHER_SHAPE = 0.05;

    /** The size of fewer nuclei may differ by chance. */
    private static final int FEW = 5;

    /** @throws InputException if nuclei would be dark in a stain, or have no size */
    public Preparation {
        nucleusDiameter.ifPresent(diameter -> {
            if (!(diameter > 0)) {
                throw new InputException("the diameter " + diameter + " of the training nuclei is not above 0");
            }
        });
        segmentation.flatMap(found -> DarkInStain.of(found.settings().polarity(), signal.colour()))
                .ifPresent(dark -> {
                    throw new InputException("with the stain " + dark.stain().label()
                            + " nuclei are bright, not dark");
                });
    }

    /** Creates a preparation that does not know how large the training nuclei are. */
    public Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
            Signal signal, Optional<ImageKind> images) {
        this(crops, segmentation, pixelSize, signal, images, OptionalDouble.empty());
    }

    /** Creates a preparation that does not know the kind of the training images, either. */
    public Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
            Signal signal) {
        this(crops, segmentation, pixelSize, signal, Optional.empty());
    }

    /** @param channel channel of the training images that was used, from 1; for colour images, their luminance */
    public Preparation(CropSettings crops, Optional<Segmentation> segmentation, PixelSize pixelSize,
            int channel) {
        this(crops, segmentation, pixelSize, Signal.FIRST.withChannel(Channel.of(channel)));
    }

    /** Returns this preparation with crops that are made in another way. */
    public Preparation withCrops(CropSettings newCrops) {
        return new Preparation(newCrops, segmentation, pixelSize, signal, images, nucleusDiameter);
    }

    /** Returns this preparation with nuclei that are found in another way. */
    public Preparation withSegmentation(Optional<Segmentation> newSegmentation) {
        return new Preparation(crops, newSegmentation, pixelSize, signal, images, nucleusDiameter);
    }

    /** Returns the shape of a crop as a network receives it. */
    public TensorShape inputShape() {
        return TensorShape.ofCrop(crops.size(), crops.channels().count());
    }

    /**
     * Fails unless an image is of the kind that the model was trained on.
     *
     * @param shown what shows the nuclei
     * @throws InputException that says what differs
     */
    public void requireKind(ImagePlus image, Signal shown) {
        if (images.isPresent()) {
            images.get().require(image, crops.channels(), shown);
        }
    }

    /**
     * Returns the settings with which nuclei are found by default: those of training; of a model that was trained on
     * ready-made crops the usual ones, for dark nuclei if these were of transmitted light.
     */
    public SegmentationSettings findingSettings() {
        boolean dark = crops.photometry() instanceof Photometry.Density && !signal.colour().isStain();
        return segmentation.map(Segmentation::settings)
                .orElse(SegmentationSettings.DEFAULT.withPolarity(dark ? Polarity.DARK : Polarity.BRIGHT));
    }

    /**
     * Returns a note for the user if nuclei are found for a model that does not know how, in one line.
     *
     * @param used how nuclei are found; there is no note if the user chose it
     */
    public Optional<String> note(Segmentation used) {
        boolean dark = used.settings().polarity() == Polarity.DARK;
        // The default for bright nuclei is CLASSICAL only if another setting was chosen; the default is never LEARNED.
        boolean usual = used.method() == (dark ? Segmentation.Method.CLASSICAL : Segmentation.Method.AUTOMATIC)
                && used.settings().equals(findingSettings());
        return segmentation.isPresent() || !usual ? Optional.empty() : Optional.of("the model was trained on ready-made"
                + " crops and does not know how nuclei are found in images: the default is used, for "
                + (dark ? "dark" : "bright") + " nuclei");
    }

    /**
     * Returns what makes it doubtful whether the classes of an image mean anything: nuclei that are much larger or
     * smaller than those of training, so that its magnification seems to be another one, and pixels of another shape.
     * The former is not looked for if crops are scaled to the nucleus, or if there are few nuclei.
     */
    public List<Problem> doubts(List<Nucleus> nuclei, PixelSize image) {
        return Stream.concat(otherSize(nuclei, image).stream(), otherShape(image).stream()).map(Problem::ofText)
                .toList();
    }

    private Optional<String> otherSize(List<Nucleus> nuclei, PixelSize image) {
        if (nucleusDiameter.isEmpty() || nuclei.size() < FEW || crops.scale() == CropSettings.Scale.FIT) {
            return Optional.empty();
        }
        double own = scaleOf(image) * nuclei.stream().mapToDouble(Nucleus::diameter).sorted()
                .skip(nuclei.size() / 2).findFirst().orElseThrow();
        double trained = nucleusDiameter.getAsDouble();
        return own < trained * OTHER_SIZE && own > trained / OTHER_SIZE ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "its nuclei are about %.0f pixels wide, but those that the"
                        + " model was trained on %.0f, so that the classes may mean nothing: check the magnification"
                        + " and the pixel size of the image", own, trained));
    }

    private Optional<String> otherShape(PixelSize image) {
        double stretched = image.height() / image.width() * pixelSize.width() / pixelSize.height();
        return Math.abs(stretched - 1) < OTHER_SHAPE ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "its pixels are %.3g by %.3g %s, of another shape than those"
                        + " that the model was trained on, so that nuclei look stretched to it: resample the image",
                        image.width(), image.height(), image.unit()));
    }

    /**
     * Returns the width of an image pixel in pixels of the model: crops are resampled by this factor, so that they
     * show the same physical window as in training. 1 if either is not calibrated, and for differences below 1 %.
     *
     * @throws InputException if the units differ, or if the pixel sizes differ by more than a factor of ten
     */
    public double scaleOf(PixelSize image) {
        if (!image.isCalibrated() || !pixelSize.isCalibrated()) {
            return 1;
        }
        if (!image.unit().equals(pixelSize.unit())) {
            throw new InputException("the image's unit of length is '" + image.unit()
                    + "' but the model's is '" + pixelSize.unit() + "': convert it", Correction.IMAGE_PROPERTIES);
        }
        double scale = image.width() / pixelSize.width();
        if (!(scale > 0.1 && scale < 10)) {
            throw new InputException("the image's pixels are " + image.width() + " " + image.unit()
                    + " wide but the model's " + pixelSize.width()
                    + ", which differs by more than a factor of ten: correct it", Correction.IMAGE_PROPERTIES);
        }
        return Math.abs(scale - 1) < 0.01 ? 1 : scale;
    }
}
