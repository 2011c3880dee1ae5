package io.github.nucleoscope.images;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.Opener;
import io.github.nucleoscope.problem.InputException;

/**
 * TIFF files, read by ImageJ. Each file is first checked against its own directory: ImageJ pads missing pixels with
 * zeros, reports damaged deflate strips in the Log, and never returns from a truncated one.
 */
final class TiffFile {

    private TiffFile() {}

    /** Bytes of one value of each field type, 1 to 13 (TIFF 6.0, section 2; type 13 is a LONG). */
    private static final int[] FIELD_BYTES = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    static ImagePlus read(Path file) throws IOException {
        checkDirectories(file);
        FileInfo[] planes = Opener.getTiffFileInfo(file.toAbsolutePath().toString());
        if (planes == null || planes.length == 0) {
            throw new InputException(file, "is a TIFF file without an image that ImageJ reads");
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (FileInfo plane : planes) {
                check(file, plane, in);
            }
        }
        ImagePlus image = openQuietly(file);
        if (image == null || image.getWidth() == 0) {
            throw new InputException(file, "is a TIFF file that ImageJ cannot read: save it uncompressed");
        }
        int expected = planes.length > 1 ? planes.length : Math.max(1, planes[0].nImages);
        if (image.getStackSize() < expected && planes[0].samplesPerPixel == planes[planes.length - 1].samplesPerPixel
                && sameShape(planes)) {
            throw new InputException(file, "is damaged: of " + expected + " planes only " + image.getStackSize()
                    + " can be read");
        }
        return image;
    }

    /**
     * Fails unless all directories and the values that they point to are inside the file, and no directory comes twice.
     * ImageJ reads -1 beyond the end of a file, and loops forever over circular directories.
     */
    private static void checkDirectories(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = bytes(file, channel, 0, 8);
            ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            long next = header.order(order).getInt(4) & 0xffffffffL;
            Set<Long> seen = new HashSet<>();
            while (next != 0) {
                if (!seen.add(next)) {
                    throw new InputException(file, "is damaged: its directories form a loop");
                }
                int entries = bytes(file, channel, next, 2).order(order).getShort(0) & 0xffff;
                ByteBuffer directory = bytes(file, channel, next + 2, 12 * entries + 4).order(order);
                for (int i = 0; i < entries; i++) {
                    int type = directory.getShort(12 * i + 2) & 0xffff;
                    long length = (directory.getInt(12 * i + 4) & 0xffffffffL)
                            * (type < FIELD_BYTES.length ? FIELD_BYTES[type] : 1);
                    long end = (directory.getInt(12 * i + 8) & 0xffffffffL) + length;
                    if (length > 4 && end > channel.size()) {
                        throw cutShort(file, end, channel.size());
                    }
                }
                next = directory.getInt(12 * entries) & 0xffffffffL;
            }
        }
    }

    private static ByteBuffer bytes(Path file, FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw cutShort(file, position + length, channel.size());
            }
        }
        return buffer;
    }

    /** ImageJ reads a TIFF file whose planes differ as its first plane alone: thumbnails are left out. */
    private static boolean sameShape(FileInfo[] planes) {
        for (FileInfo plane : planes) {
            if (plane.width != planes[0].width || plane.height != planes[0].height
                    || plane.fileType != planes[0].fileType) {
                return false;
            }
        }
        return true;
    }

    private static ImagePlus openQuietly(Path file) {
        Path absolute = file.toAbsolutePath();
        Opener opener = new Opener();
        opener.setSilentMode(true);
        // With a global calibration, ImageJ asks in a dialog which one to use: the global one is kept without asking.
        boolean asks = ImagePlus.getStaticGlobalCalibration() != null;
        if (asks) {
            FileOpener.setShowConflictMessage(false);
        }
        try {
            return opener.openTiff(absolute.getParent().toString(), absolute.getFileName().toString());
        } finally {
            if (asks) {
                FileOpener.setShowConflictMessage(true);
            }
        }
    }

    private static void check(Path file, FileInfo plane, RandomAccessFile in) throws IOException {
        if (plane.width <= 0 || plane.height <= 0 || (long) plane.width * plane.height > Integer.MAX_VALUE - 8) {
            throw new InputException(file, "is damaged, or too large: " + plane.width + " x " + plane.height
                    + " pixels");
        }
        if (plane.compression == FileInfo.COMPRESSION_UNKNOWN || plane.compression == FileInfo.JPEG) {
            throw new InputException(file, "uses a compression that ImageJ does not support: save it uncompressed");
        }
        if (plane.compression == FileInfo.COMPRESSION_NONE) {
            checkPixels(file, plane, in.length());
        } else {
            checkStrips(file, plane, in);
        }
    }

    /** Consecutive planes have nImages above 1, and a single FileInfo. */
    private static void checkPixels(Path file, FileInfo plane, long length) {
        long bytes = planeBytes(plane);
        long planes = Math.max(1, plane.nImages);
        long end = plane.getOffset() + planes * bytes + (planes - 1) * plane.getGap();
        if (plane.getOffset() < 0 || end > length) {
            throw cutShort(file, end, length);
        }
        if (plane.stripOffsets != null && plane.stripLengths != null && plane.stripOffsets.length > 1) {
            checkStripsInside(file, plane, length);
        }
    }

    private static long planeBytes(FileInfo plane) {
        long pixels = (long) plane.width * plane.height;
        return switch (plane.fileType) {
            case FileInfo.BITMAP -> (plane.width + 7L) / 8 * plane.height;
            case FileInfo.GRAY12_UNSIGNED -> pixels * 3 / 2;
            default -> pixels * plane.getBytesPerPixel();
        };
    }

    private static void checkStripsInside(Path file, FileInfo plane, long length) {
        for (int i = 0; i < plane.stripOffsets.length; i++) {
            long end = (plane.stripOffsets[i] & 0xffffffffL) + plane.stripLengths[i];
            if (plane.stripLengths[i] < 0 || end > length) {
                throw cutShort(file, end, length);
            }
        }
    }

    private static void checkStrips(Path file, FileInfo plane, RandomAccessFile in) throws IOException {
        if (plane.stripOffsets == null || plane.stripLengths == null
                || plane.stripOffsets.length != plane.stripLengths.length) {
            throw new InputException(file, "is damaged: it does not say where its pixels are");
        }
        checkStripsInside(file, plane, in.length());
        if (plane.compression == FileInfo.ZIP || plane.compression == FileInfo.ZIP_WITH_DIFFERENCING) {
            long inflated = 0;
            for (int i = 0; i < plane.stripOffsets.length; i++) {
                byte[] strip = new byte[plane.stripLengths[i]];
                in.seek(plane.stripOffsets[i] & 0xffffffffL);
                in.readFully(strip);
                inflated += inflatedBytes(file, strip);
            }
            if (inflated < planeBytes(plane)) {
                throw new InputException(file, "is damaged: pixels are missing");
            }
        }
    }

    private static long inflatedBytes(Path file, byte[] strip) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(strip);
            byte[] buffer = new byte[1 << 16];
            while (!inflater.finished()) {
                if (inflater.inflate(buffer) == 0 && !inflater.finished()) {
                    throw new InputException(file, "is damaged: compressed pixels are cut short");
                }
            }
            return inflater.getBytesWritten();
        } catch (DataFormatException e) {
            throw new InputException(file, "is damaged: compressed pixels are invalid", e);
        } finally {
            inflater.end();
        }
    }

    private static InputException cutShort(Path file, long needed, long length) {
        return new InputException(file, "is cut short or damaged: its contents end at byte " + needed
                + ", the file at " + length);
    }
}
