package io.github.nucleoscope.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.problem.InputException;

/**
 * Portable graymaps (Netpbm's PGM; "P2" with numbers as text, "P5" with binary ones), 8 or 16 bits. Pixel values are
 * kept. ImageJ's own reader accepts truncated files as complete, and fails on fewer than 20 pixels.
 */
final class PgmFile {

    private final Path file;
    private final byte[] bytes;
    private int position = 2;

    private PgmFile(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.readAllBytes(file);
    }

    static ImagePlus read(Path file) throws IOException {
        return new ImagePlus(file.getFileName().toString(), new PgmFile(file).pixels());
    }

    private ImageProcessor pixels() {
        boolean text = bytes[1] == '2';
        int width = number(100_000_000);
        int height = number(100_000_000);
        int maximum = number(65_535);
        if (width == 0 || height == 0 || maximum == 0) {
            throw new InputException(file, "is damaged: width, height and maximum must be above 0");
        }
        boolean wide = maximum > 255;
        // One white space after the maximum, then the pixels; as text, each takes at least a digit and a space.
        position++;
        long count = (long) width * height;
        long needed = text ? 2 * count - 1 : wide ? 2 * count : count;
        if (needed > bytes.length - position) {
            throw new InputException(file, "is cut short: " + width + " x " + height + " pixels are not all there");
        }
        short[] values = new short[(int) count];
        for (int i = 0; i < count; i++) {
            values[i] = (short) (text ? number(maximum) : wide ? bigEndian() : bytes[position++] & 0xff);
        }
        if (wide) {
            return new ShortProcessor(width, height, values, null);
        }
        byte[] narrow = new byte[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (byte) values[i];
        }
        return new ByteProcessor(width, height, narrow, null);
    }

    private int bigEndian() {
        int value = (bytes[position] & 0xff) << 8 | bytes[position + 1] & 0xff;
        position += 2;
        return value;
    }

    /** Reads the next number of the text; comments run from # to the end of the line. */
    private int number(int maximum) {
        while (position < bytes.length && (bytes[position] <= ' ' && bytes[position] >= 0 || bytes[position] == '#')) {
            if (bytes[position] == '#') {
                while (position < bytes.length && bytes[position] != '\n') {
                    position++;
                }
            } else {
                position++;
            }
        }
        if (position >= bytes.length) {
            throw new InputException(file, "is cut short: numbers are missing");
        }
        int start = position;
        int value = 0;
        while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
            value = 10 * value + bytes[position++] - '0';
            if (value > maximum) {
                throw new InputException(file, "is damaged: a number is above " + maximum);
            }
        }
        if (position == start) {
            throw new InputException(file, "is damaged: a number was expected, but something else was found");
        }
        return value;
    }
}
