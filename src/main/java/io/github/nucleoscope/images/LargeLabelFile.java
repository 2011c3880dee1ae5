package io.github.nucleoscope.images;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Writes a label plane row by row, to avoid a second copy in memory, as an uncompressed TIFF file that ImageJ reads
 * (TIFF Revision 6.0, 1992): 16-bit, or 32-bit float if a label is above 65,535. It has no look-up table.
 */
final class LargeLabelFile {

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRIES = 14;
    private static final int ENTRY_BYTES = 12;

    /** Resolutions are fractions with this denominator, or a smaller one if pixels are small in their unit. */
    private static final int DENOMINATOR = 1_000_000;

    /** TIFF counts bytes in 32 bits; some are needed for the header. */
    private static final long MOST_BYTES = (1L << Integer.SIZE) - (1 << 16);

    private LargeLabelFile() {}

    /**
     * @param labels label plane, axes X, Y
     * @param largest largest label
     * @param source image whose pixel size is copied
     * @throws InputException if the pixels take more than the 4 GB that a TIFF file can address
     */
    static void write(RandomAccessibleInterval<IntType> labels, int largest, ImagePlus source, Path file)
            throws IOException {
        boolean floats = largest > LabelImages.LARGEST_SHORT;
        long bytes = Intervals.numElements(labels) * (floats ? Float.BYTES : Short.BYTES);
        if (bytes > MOST_BYTES) {
            throw new InputException(file, "labels of " + labels.dimension(0) + " x " + labels.dimension(1)
                    + " pixels take " + (bytes >> 20) + " MB, and a TIFF file holds less than 4096: cut the image into"
                    + " parts");
        }
        AtomicFile.write(file, out -> {
            out.write(header(labels.dimension(0), labels.dimension(1), largest, floats, source.getCalibration()));
            int width = (int) labels.dimension(0);
            ByteBuffer row = ByteBuffer.allocate(width * (floats ? Float.BYTES : Short.BYTES));
            Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
            while (cursor.hasNext()) {
                row.clear();
                for (int x = 0; x < width; x++) {
                    int label = cursor.next().get();
                    if (floats) {
                        row.putFloat(label);
                    } else {
                        row.putShort((short) label);
                    }
                }
                out.write(row.array());
            }
        });
    }

    private static byte[] header(long width, long height, int largest, boolean floats, Calibration calibration)
            throws IOException {
        int bytes = floats ? Float.BYTES : Short.BYTES;
        byte[] description = ("ImageJ=1.54p\nunit=" + calibration.getUnit().replace("\u00b5", "\\u00B5")
                + "\nmin=0\nmax=" + Math.max(255, largest) + "\n\0").getBytes(StandardCharsets.US_ASCII);
        int values = HEADER_BYTES + 2 + ENTRIES * ENTRY_BYTES + 4;
        int pixels = values + description.length + 16;
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(HEADER_BYTES);
        out.writeShort(ENTRIES);
        entry(out, 256, LONG, (int) width);
        entry(out, 257, LONG, (int) height);
        entry(out, 258, SHORT, 8 * bytes);
        entry(out, 259, SHORT, 1);
        entry(out, 262, SHORT, 1);
        entry(out, 270, 2, description.length, values);
        entry(out, 273, LONG, pixels);
        entry(out, 277, SHORT, 1);
        entry(out, 278, LONG, (int) height);
        entry(out, 279, LONG, (int) (width * height * bytes));
        entry(out, 282, 5, 1, values + description.length);
        entry(out, 283, 5, 1, values + description.length + 8);
        entry(out, 296, SHORT, 1);
        entry(out, 339, SHORT, floats ? 3 : 1);
        out.writeInt(0);
        out.write(description);
        for (double size : new double[] {calibration.pixelWidth, calibration.pixelHeight}) {
            int denominator = (int) Math.max(1, Math.min(DENOMINATOR, Integer.MAX_VALUE * size));
            out.writeInt((int) Math.round(denominator / size));
            out.writeInt(denominator);
        }
        return header.toByteArray();
    }

    private static void entry(DataOutputStream out, int tag, int type, int value) throws IOException {
        // A SHORT occupies the first two of the four bytes.
        entry(out, tag, type, 1, type == SHORT ? value << Short.SIZE : value);
    }

    private static void entry(DataOutputStream out, int tag, int type, int count, int value) throws IOException {
        out.writeShort(tag);
        out.writeShort(type);
        out.writeInt(count);
        out.writeInt(value);
    }
}
