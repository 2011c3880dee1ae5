package io.github.nucleoscope.images;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Converts label images between imglib2 and ImageJ: 16-bit, or 32-bit float if a label is above 65,535, with a
 * qualitative look-up table in which neighbouring labels differ.
 */
public final class LabelImages {

    static final int LARGEST_SHORT = 65_535;

    /** Above this, a float cannot represent every whole number. */
    private static final int LARGEST_FLOAT = 1 << 24;

    /** Planes with more pixels are written without building an ImageJ image of them. */
    private static final long LARGEST_IMAGE = 1L << 27;

    private LabelImages() {}

    /**
     * Writes label planes as a TIFF file, see {@link #toImagePlus}. A single plane of more than 134,217,728 pixels is
     * written row by row, without a look-up table, as memory may not suffice for a second copy.
     *
     * @throws IOException if the file cannot be written; the message names the file
     */
    public static void save(List<? extends RandomAccessibleInterval<IntType>> planes, ImagePlus source, Path file)
            throws IOException {
        if (planes.size() == 1 && Intervals.numElements(planes.get(0)) > LARGEST_IMAGE) {
            LargeLabelFile.write(planes.get(0), largestLabel(planes.get(0)), source, file);
        } else {
            ImageFiles.saveTiff(toImagePlus(source.getTitle(), planes, source), file);
        }
    }

    /**
     * Makes an ImageJ image from label planes.
     *
     * @param title title of the new image
     * @param planes labels, axes X, Y, all of the same shape; 0 is background. In the order of {@link Planes#of}
     * @param source image that was segmented: its calibration is copied, as are slices and frames if their number fits
     * @throws InputException if a label is negative or above 16,777,216
     */
    public static ImagePlus toImagePlus(String title, List<? extends RandomAccessibleInterval<IntType>> planes,
            ImagePlus source) {
        if (planes.isEmpty()) {
            throw new IllegalArgumentException("there are no label planes to make an image of");
        }
        long[] shape = planes.get(0).dimensionsAsLongArray();
        int largest = 0;
        for (RandomAccessibleInterval<IntType> plane : planes) {
            if (!Arrays.equals(shape, plane.dimensionsAsLongArray())) {
                throw new IllegalArgumentException("label planes of shapes " + Arrays.toString(shape) + " and "
                        + Arrays.toString(plane.dimensionsAsLongArray()) + " do not fit into one stack");
            }
            largest = Math.max(largest, largestLabel(plane));
        }
        ImageStack stack = new ImageStack((int) shape[0], (int) shape[1]);
        for (RandomAccessibleInterval<IntType> plane : planes) {
            stack.addSlice(largest > LARGEST_SHORT ? floats(plane) : shorts(plane));
        }
        ImagePlus image = new ImagePlus(title, stack);
        copyGeometry(image, source);
        image.setLut(lut());
        image.setDisplayRange(0, Math.max(255, largest));
        return image;
    }

    /**
     * Copies the pixel size of an image to an image computed from it, and the numbers of slices and frames if they fit.
     * The calibration of grey values, such as optical densities, is not copied.
     */
    public static void copyGeometry(ImagePlus image, ImagePlus source) {
        Calibration calibration = source.getCalibration().copy();
        calibration.disableDensityCalibration();
        image.setCalibration(calibration);
        if (source.getNSlices() * source.getNFrames() == image.getStackSize()) {
            image.setDimensions(1, source.getNSlices(), source.getNFrames());
            image.setOpenAsHyperStack(source.isHyperStack());
        }
    }

    private static int largestLabel(RandomAccessibleInterval<IntType> plane) {
        int largest = 0;
        for (IntType label : plane) {
            if (label.get() < 0 || label.get() > LARGEST_FLOAT) {
                throw new InputException("label " + label.get() + " is not between 0 and " + LARGEST_FLOAT
                        + ", the range of labels in ImageJ images");
            }
            largest = Math.max(largest, label.get());
        }
        return largest;
    }

    private static ImageProcessor shorts(RandomAccessibleInterval<IntType> plane) {
        short[] pixels = new short[(int) Views.iterable(plane).size()];
        Cursor<IntType> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) cursor.next().get();
        }
        return new ShortProcessor((int) plane.dimension(0), (int) plane.dimension(1), pixels, null);
    }

    private static ImageProcessor floats(RandomAccessibleInterval<IntType> plane) {
        float[] pixels = new float[(int) Views.iterable(plane).size()];
        Cursor<IntType> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = cursor.next().get();
        }
        return new FloatProcessor((int) plane.dimension(0), (int) plane.dimension(1), pixels);
    }

    /**
     * Copies the labels of one plane of the first channel of an ImageJ image: 8-bit, 16-bit (signed or not) or 32-bit.
     *
     * @param z slice, from 1
     * @param t frame, from 1
     * @return labels, axes X, Y
     * @throws InputException if a pixel is not a label: a colour, a fraction,
     *     negative, NaN, or above 16,777,216
     */
    public static RandomAccessibleInterval<IntType> fromImagePlus(ImagePlus image, int z, int t) {
        if (z < 1 || z > image.getNSlices() || t < 1 || t > image.getNFrames()) {
            throw new IllegalArgumentException("there is no slice " + z + ", frame " + t + " in " + image.getTitle()
                    + ": it has " + image.getNSlices() + " slices and " + image.getNFrames() + " frames");
        }
        ImageProcessor processor = image.getStack().getProcessor(image.getStackIndex(1, z, t));
        int[] labels = new int[processor.getPixelCount()];
        if (processor.getPixels() instanceof float[] floats) {
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (int) floats[i];
                if (labels[i] != floats[i] || floats[i] < 0 || floats[i] > LARGEST_FLOAT) {
                    throw new InputException(image.getTitle() + " is not a label image: the pixel at ("
                            + i % processor.getWidth() + ", " + i / processor.getWidth() + ") is " + floats[i]
                            + ", not a whole number between 0 and " + LARGEST_FLOAT);
                }
            }
        } else if (processor.getPixels() instanceof int[]) {
            throw new InputException(image.getTitle() + " is an RGB image, not a label image: labels are "
                    + "8-bit, 16-bit or 32-bit");
        } else {
            // ImageJ stores signed 16-bit pixels with an offset.
            int offset = image.getCalibration().isSigned16Bit() ? 32_768 : 0;
            for (int i = 0; i < labels.length; i++) {
                labels[i] = processor.get(i) - offset;
                if (labels[i] < 0) {
                    throw new InputException(image.getTitle() + " is not a label image: the pixel at ("
                            + i % processor.getWidth() + ", " + i / processor.getWidth() + ") is " + labels[i]
                            + ", below 0");
                }
            }
        }
        return ArrayImgs.ints(labels, processor.getWidth(), processor.getHeight());
    }

    /** Black for the background, then hues a golden angle apart, in three brightnesses. */
    private static LUT lut() {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        for (int i = 1; i < 256; i++) {
            Color colour = Color.getHSBColor(i * 0.618034f, i % 2 == 0 ? 0.55f : 0.9f, 1 - 0.2f * (i % 3));
            red[i] = (byte) colour.getRed();
            green[i] = (byte) colour.getGreen();
            blue[i] = (byte) colour.getBlue();
        }
        return new LUT(red, green, blue);
    }
}
