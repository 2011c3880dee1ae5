package io.github.nucleoscope.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.nucleoscope.problem.InputException;

/**
 * Arrays in NumPy's NPY format 1.0: little-endian, C order (the last axis varies fastest). The format is described in
 * NumPy's documentation, {@code numpy.lib.format}.
 */
final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Magic, two bytes of version, two bytes of header length. */
    private static final int PRELUDE = 10;
    /** NumPy aligns the start of the values to a multiple of this. */
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 16;
    /** As NumPy writes it: keys in alphabetical order. */
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': (\\([0-9, ]*\\)), \\} *\\n");

    private NpyFile() {}

    /**
     * Writes an array.
     *
     * @throws IllegalArgumentException if the number of values does not match the shape
     */
    static void write(OutputStream out, NpyArray array) throws IOException {
        NpyHeader type = array.header();
        if (type.count() != array.length()) {
            throw new IllegalArgumentException(array.length() + " values for an array of shape " + type.tuple());
        }
        String header = "{'descr': '" + type.type().code() + "', 'fortran_order': False, 'shape': " + type.tuple()
                + ", }";
        int padding = Math.floorMod(-(PRELUDE + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(CHUNK, PRELUDE + text.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
        out.write(bytes.array(), 0, bytes.position());
        int step = CHUNK / type.type().bytes();
        for (int start = 0; start < array.length(); start += step) {
            int count = Math.min(step, array.length() - start);
            array.write(bytes.clear(), start, count);
            out.write(bytes.array(), 0, count * type.type().bytes());
        }
    }

    /** Returns the bytes of an array's file. */
    static byte[] bytes(NpyArray array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(256 + array.header().bytes()));
        write(bytes, array);
        return bytes.toByteArray();
    }

    /**
     * Reads an array of a known type and shape, to the end of the stream. The header is compared with them before
     * memory is allocated for the values, and no more is read than the shape needs.
     *
     * @throws InputException in one line, if the stream is not such an array, or is too short or too long
     */
    static NpyArray read(InputStream in, NpyHeader expected) throws IOException {
        byte[] prelude = exactly(in, PRELUDE);
        if (!Arrays.equals(prelude, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InputException("not an array in NumPy's NPY format");
        }
        if (prelude[6] != 1 || prelude[7] != 0) {
            throw new InputException("NPY format " + prelude[6] + "." + prelude[7] + " where 1.0 is needed");
        }
        int headerLength = (prelude[8] & 0xFF) | (prelude[9] & 0xFF) << 8;
        String header = new String(exactly(in, headerLength), StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new InputException("the NPY header is not as NumPy writes it");
        }
        NpyType type = expected.type();
        if (!matcher.group(1).equals(type.code()) || matcher.group(2).equals("True")) {
            throw new InputException("the array's type is '" + matcher.group(1) + "' with fortran_order "
                    + matcher.group(2) + " where '" + type.code() + "' in C order is needed");
        }
        if (!matcher.group(3).equals(expected.tuple())) {
            throw new InputException("the array has the shape " + matcher.group(3) + " where " + expected.tuple()
                    + " is needed");
        }
        NpyArray array = NpyArray.zeros(expected);
        int step = CHUNK / type.bytes();
        for (int start = 0; start < array.length(); start += step) {
            int count = Math.min(step, array.length() - start);
            byte[] chunk = exactly(in, count * type.bytes());
            array.read(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), start, count);
        }
        if (in.read() >= 0) {
            throw new InputException("there is more than the array of shape " + expected.tuple());
        }
        return array;
    }

    /**
     * Reads an array of 32-bit floats, see {@link #read}.
     *
     * @return the values in C order
     */
    static float[] readFloats(InputStream in, long... shape) throws IOException {
        return ((NpyArray.Floats) read(in, new NpyHeader(NpyType.FLOAT, shape))).values();
    }

    /** Uses {@link InputStream#readNBytes(int)}, which allocates memory as bytes arrive, not as they are promised. */
    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new InputException("the array is cut short");
        }
        return bytes;
    }
}
