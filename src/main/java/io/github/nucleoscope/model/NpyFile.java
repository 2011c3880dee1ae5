package io.github.nucleoscope.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;

/**
 * Arrays of 32-bit floats in NumPy's NPY format 1.0: little-endian, C order (the last axis varies fastest). The format
 * is described in NumPy's documentation, {@code numpy.lib.format}.
 */
public final class NpyFile {

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
     * @param shape lengths of the axes
     * @param values in C order
     * @throws IllegalArgumentException if the number of values does not match the shape
     */
    public static void write(OutputStream out, long[] shape, float[] values) throws IOException {
        if (count(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " values for an array of shape " + tuple(shape));
        }
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple(shape) + ", }";
        int padding = Math.floorMod(-(PRELUDE + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(CHUNK, PRELUDE + text.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
        out.write(bytes.array(), 0, bytes.position());
        for (int start = 0; start < values.length; start += CHUNK / Float.BYTES) {
            int length = Math.min(CHUNK / Float.BYTES, values.length - start);
            bytes.clear().asFloatBuffer().put(values, start, length);
            out.write(bytes.array(), 0, length * Float.BYTES);
        }
    }

    /**
     * Reads an array of a known shape, to the end of the stream. The header is compared with the shape before memory is
     * allocated for the values, and no more is read than the shape needs.
     *
     * @return the values in C order
     * @throws InputException in one line, if the stream is not such an array, or is too short or too long
     */
    public static float[] read(InputStream in, long... shape) throws IOException {
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
        if (!matcher.group(1).equals("<f4") || matcher.group(2).equals("True")) {
            throw new InputException("the array's type is '" + matcher.group(1) + "' with fortran_order "
                    + matcher.group(2) + " where '<f4' in C order is needed");
        }
        if (!matcher.group(3).equals(tuple(shape))) {
            throw new InputException("the array has the shape " + matcher.group(3) + " where " + tuple(shape)
                    + " is needed");
        }
        float[] values = new float[count(shape)];
        for (int start = 0; start < values.length; start += CHUNK / Float.BYTES) {
            int length = Math.min(CHUNK / Float.BYTES, values.length - start);
            byte[] chunk = exactly(in, length * Float.BYTES);
            ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, start, length);
        }
        if (in.read() >= 0) {
            throw new InputException("there is more than the array of shape " + tuple(shape));
        }
        return values;
    }

    /** Uses {@link InputStream#readNBytes(int)}, which allocates memory as bytes arrive, not as they are promised. */
    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new InputException("the array is cut short");
        }
        return bytes;
    }

    /** Formats a shape as Python does: {@code (3, 3, 1, 32)}, {@code (32,)}, {@code ()}. */
    private static String tuple(long[] shape) {
        return Arrays.stream(shape).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
    }

    private static int count(long[] shape) {
        long count = 1;
        for (long side : shape) {
            count = Math.multiplyExact(count, side);
        }
        return Math.toIntExact(count);
    }
}
