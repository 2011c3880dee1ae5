package io.github.nucleoscope.images;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** The planes of an ImageJ image as imglib2 images that share its pixels. */
public final class Planes {

    private Planes() {}

    /**
     * One plane of one channel.
     *
     * @param pixels axes X, Y, minimum (0, 0)
     * @param z slice, from 1
     * @param t frame, from 1
     * @param colour component of the colour image; luminance if it is grey
     * @param source the image's other channels at this slice and frame
     */
    public record Plane(RandomAccessibleInterval<? extends RealType<?>> pixels, int z, int t, Colour colour,
            PlaneSource source) {

        /** Creates a plane of an image without other channels. */
        public Plane(RandomAccessibleInterval<? extends RealType<?>> pixels, int z, int t, Colour colour) {
            this(pixels, z, t, colour, PlaneSource.ofSingle(pixels));
        }

        /**
         * Returns channels of the image at this slice and frame, axes X, Y, minimum (0, 0). Pixels are not copied.
         *
         * @throws InputException if the image does not have these channels
         */
        public List<RandomAccessibleInterval<? extends RealType<?>>> channels(ChannelSelection selection) {
            // A stain is computed on access: the plane already has it.
            return selection instanceof ChannelSelection.OfNuclei ? List.of(pixels) : source.channels(selection);
        }
    }

    /**
     * Returns the planes of a channel: all slices of the first frame, then those of the next, and so on. Each plane is
     * read on access, so that a virtual stack needs memory for one plane only. Pixels are not copied: a change in one
     * image shows in the other. 8 and 16 bits are unsigned, with the values as stored; 32 bits are float. Signed 16
     * bits, which ImageJ stores with an offset of 32,768, have their true values. RGB pixels are converted to
     * luminance.
     *
     * @param channel from 1
     * @throws InputException if the image does not have this channel
     */
    public static List<Plane> of(ImagePlus image, int channel) {
        return of(image, Signal.FIRST.withChannel(Channel.of(channel)));
    }

    /**
     * Returns the planes of a channel, or of a component of an RGB image. Planes of a stain are computed on access.
     *
     * @throws InputException if the image does not have this channel, or if a colour other than the luminance
     *     is requested of an image without colours
     */
    public static List<Plane> of(ImagePlus image, Signal signal) {
        int channel = signal.channel().in(image);
        Colour colour = signal.colour();
        requireColour(image, colour);
        ImageStack stack = image.getStack();
        int slices = image.getNSlices();
        int count = slices * image.getNFrames();
        ImageSamples samples = new ImageSamples(image, signal);
        return new AbstractList<>() {
            @Override
            public Plane get(int index) {
                Objects.checkIndex(index, count);
                return plane(image, stack, channel, colour, index % slices + 1, index / slices + 1, samples);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    /**
     * Returns the plane of a channel at a slice and frame.
     *
     * @param z slice, from 1
     * @param t frame, from 1
     * @throws InputException as {@link #of(ImagePlus, Signal)} does
     */
    public static Plane at(ImagePlus image, Signal signal, int z, int t) {
        int channel = signal.channel().in(image);
        requireColour(image, signal.colour());
        return plane(image, image.getStack(), channel, signal.colour(), z, t, new ImageSamples(image, signal));
    }

    /**
     * Returns channels of an image at a slice and frame, axes X, Y, minimum (0, 0). Pixels are not copied.
     *
     * @param signal what shows the nuclei
     * @throws InputException if the image does not have these channels
     */
    static List<RandomAccessibleInterval<? extends RealType<?>>> channels(ImagePlus image, Signal signal,
            ChannelSelection selection, int z, int t) {
        List<RandomAccessibleInterval<? extends RealType<?>>> channels = new ArrayList<>();
        for (Signal each : selection.signals(signal)) {
            channels.add(at(image, each, z, t).pixels());
        }
        return channels;
    }

    private static void requireColour(ImagePlus image, Colour colour) {
        if (colour != Colour.LUMINANCE && image.getBitDepth() != 24) {
            throw new InputException("the stain " + colour.label() + " needs a colour image, but "
                    + image.getTitle() + " is not RGB: give the colour image, or choose no stain; a model trained "
                    + "with a stain needs colour images", Correction.COLOUR_IMAGE);
        }
    }

    private static Plane plane(ImagePlus image, ImageStack stack, int channel, Colour colour, int z, int t,
            ImageSamples samples) {
        ImageProcessor processor;
        try {
            processor = stack.getProcessor(image.getStackIndex(channel, z, t));
        } catch (IllegalArgumentException e) {
            // Closing the image releases its pixels; any other cause is a defect.
            if (image.getProcessor() != null) {
                throw e;
            }
            throw new InputException(image.getTitle() + " was closed before all of it was read: open it"
                    + " again, and leave it open", e);
        }
        return new Plane(pixels(processor, image.getCalibration().isSigned16Bit(), colour), z, t, colour,
                samples.at(z, t));
    }

    /**
     * Returns the size of the image's pixels, in µm if its unit is metric. {@link PixelSize#UNCALIBRATED} if it has no
     * unit of length, or if its unit is the inch, which is a printing resolution.
     */
    public static PixelSize pixelSize(ImagePlus image) {
        Calibration calibration = image.getCalibration();
        if (!calibration.scaled()) {
            return PixelSize.UNCALIBRATED;
        }
        return switch (calibration.getUnit()) {
            case "um", "micron", "microns", "\u03bcm", "\u00b5m" -> micrometres(calibration, 1);
            case "nm", "nanometer", "nanometers" -> micrometres(calibration, 1e-3);
            case "mm", "millimeter", "millimeters" -> micrometres(calibration, 1e3);
            case "cm", "centimeter", "centimeters" -> micrometres(calibration, 1e4);
            // Cameras and drawing programs store a printing resolution here.
            case "inch", "inches", "in", "dpi", "pixel", "pixels" -> PixelSize.UNCALIBRATED;
            default -> new PixelSize(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit());
        };
    }

    private static PixelSize micrometres(Calibration calibration, double micrometres) {
        return new PixelSize(calibration.pixelWidth * micrometres, calibration.pixelHeight * micrometres,
                "\u00b5m");
    }

    private static RandomAccessibleInterval<? extends RealType<?>> pixels(ImageProcessor processor,
            boolean signed, Colour colour) {
        Object pixels = processor.getPixels();
        long width = processor.getWidth();
        long height = processor.getHeight();
        if (pixels instanceof byte[] bytes) {
            return ArrayImgs.unsignedBytes(bytes, width, height);
        }
        if (pixels instanceof short[] shorts && signed) {
            return Converters.convert(
                    (RandomAccessibleInterval<UnsignedShortType>) ArrayImgs.unsignedShorts(shorts, width, height),
                    (stored, value) -> value.set((short) (stored.get() - 32_768)), new ShortType());
        }
        if (pixels instanceof short[] shorts) {
            return ArrayImgs.unsignedShorts(shorts, width, height);
        }
        if (pixels instanceof float[] floats) {
            return ArrayImgs.floats(floats, width, height);
        }
        if (pixels instanceof int[] rgb) {
            return colour.isStain()
                    ? ColourDeconvolution.nuclearStain(rgb, colour, processor.getWidth(), processor.getHeight())
                    : Converters.convert((RandomAccessibleInterval<ARGBType>) ArrayImgs.argbs(rgb, width, height),
                            (pixel, grey) -> grey.set(grey(pixel.get(), colour)), new UnsignedByteType());
        }
        throw new InputException("pixels of type " + pixels.getClass().getSimpleName()
                + " are not supported: convert the image to 8-bit, 16-bit or 32-bit");
    }

    private static int grey(int rgb, Colour colour) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return switch (colour) {
            case RED -> red;
            case GREEN -> green;
            case BLUE -> blue;
            default -> (299 * red + 587 * green + 114 * blue + 500) / 1000;
        };
    }
}
