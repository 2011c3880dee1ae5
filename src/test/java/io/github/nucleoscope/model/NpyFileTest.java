package io.github.nucleoscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {

    private static byte[] bytes(long[] shape, float[] values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFile.write(out, new NpyArray.Floats(shape, values));
        return out.toByteArray();
    }

    private static float[] read(byte[] bytes, long... shape) throws IOException {
        return NpyFile.readFloats(new ByteArrayInputStream(bytes), shape);
    }

    /** {@code numpy.save(f, numpy.array([[1, -2, 0.5]], dtype='<f4'))} of NumPy 1.24 gives these bytes. */
    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        assertArrayEquals(npy("<f4", "(1, 3)", "0000803f" + "000000c0" + "0000003f"),
                bytes(new long[] {1, 3}, new float[] {1, -2, 0.5f}));
    }

    /** As above, of {@code numpy.array([0.1, -2], dtype='<f8')} and {@code numpy.array([1, -2], dtype='<i4')}. */
    @Test
    void writesTheBytesThatNumpyWritesOfDoublesAndIntegers() throws IOException {
        assertArrayEquals(npy("<f8", "(2,)", "9a9999999999b93f" + "00000000000000c0"),
                NpyFile.bytes(new NpyArray.Doubles(0.1, -2)));
        assertArrayEquals(npy("<i4", "(2,)", "01000000" + "feffffff"), NpyFile.bytes(new NpyArray.Ints(1, -2)));
    }

    private static byte[] npy(String type, String shape, String values) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        return HexFormat.of().parseHex("934e554d50590100" + "7600"
                + HexFormat.of().formatHex((header + " ".repeat(117 - header.length()) + "\n")
                        .getBytes(StandardCharsets.US_ASCII)) + values);
    }

    /** Of more values than are written at a time. */
    @Test
    void doublesAndIntegersComeBack() throws IOException {
        Random random = new Random(8);
        double[] doubles = random.longs(20_000).mapToDouble(Double::longBitsToDouble).toArray();
        NpyArray.Doubles rows = new NpyArray.Doubles(new long[] {100, 200}, doubles);
        NpyArray.Doubles found = (NpyArray.Doubles) NpyFile.read(
                new ByteArrayInputStream(NpyFile.bytes(rows)), rows.header());
        for (int i = 0; i < doubles.length; i++) {
            assertEquals(Double.doubleToRawLongBits(doubles[i]), Double.doubleToRawLongBits(found.values()[i]));
        }
        int[] ints = random.ints(50_000).toArray();
        NpyArray.Ints array = new NpyArray.Ints(ints);
        assertArrayEquals(ints, ((NpyArray.Ints) NpyFile.read(new ByteArrayInputStream(NpyFile.bytes(array)),
                array.header())).values());
    }

    @Test
    void anotherTypeIsRefused() throws IOException {
        byte[] ints = NpyFile.bytes(new NpyArray.Ints(1, 2));
        assertEquals("the array's type is '<i4' with fortran_order False where '<f8' in C order is needed",
                assertThrows(InputException.class, () -> NpyFile.read(new ByteArrayInputStream(ints),
                        new NpyHeader(NpyType.DOUBLE, 2))).getMessage());
    }

    @Test
    void anyArrayComesBack() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            long[] shape = random.longs(random.nextInt(5), 1, 20).toArray();
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int v = 0; v < values.length; v++) {
                values[v] = Float.intBitsToFloat(random.nextInt());
            }
            byte[] bytes = bytes(shape, values);
            assertEquals(0, (bytes.length - 4 * values.length) % 64, "the values start at a multiple of 64");
            float[] found = read(bytes, shape);
            for (int v = 0; v < values.length; v++) {
                assertEquals(Float.floatToIntBits(values[v]), Float.floatToIntBits(found[v]));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "NUMPY                  ; NUMPI                  ; not an array in NumPy's NPY format",
        "<f4                    ; >f4                    ; the array's type is '>f4' with fortran_order False where",
        "<f4                    ; |O                     ; the array's type is '|O' with",
        "'fortran_order': False ; 'fortran_order': True  ; with fortran_order True where '<f4' in C order is needed",
        "(2, 3)                 ; (3, 2)                 ; the array has the shape (3, 2) where (2, 3) is needed",
        "(2, 3)                 ; (2, 99999999999999999) ; the array has the shape (2, 99999999999999999) where",
        "(2, 3)                 ; (2, -3)                ; the NPY header is not as NumPy writes it",
        "'shape'                ; 'size'                 ; the NPY header is not as NumPy writes it",
    })
    void aWrongHeader(String good, String bad, String message) throws IOException {
        byte[] bytes = bytes(new long[] {2, 3}, new float[6]);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String padding = bad.length() < good.length() ? " ".repeat(good.length() - bad.length()) : "";
        String surplus = " ".repeat(Math.max(0, bad.length() - good.length()));
        String changed = text.replace(good, bad).replace("}" + surplus, "}" + padding);
        InputException e = assertThrows(InputException.class,
                () -> read(changed.getBytes(StandardCharsets.ISO_8859_1), 2, 3));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void anotherVersionTooShortAndTooLong() throws IOException {
        byte[] bytes = bytes(new long[] {2, 3}, new float[6]);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertEquals("the array is cut short",
                    assertThrows(InputException.class, () -> read(cut, 2, 3)).getMessage());
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertEquals("there is more than the array of shape (2, 3)",
                assertThrows(InputException.class, () -> read(longer, 2, 3)).getMessage());
        bytes[6] = 2;
        assertEquals("NPY format 2.0 where 1.0 is needed",
                assertThrows(InputException.class, () -> read(bytes, 2, 3)).getMessage());
    }

    @Test
    void damageIsRefusedOrChangesValuesOnly() throws IOException {
        byte[] whole = bytes(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                assertEquals(6, read(bytes, 2, 3).length);
                read++;
            } catch (IOException | InputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertTrue(read > 100 && read < 1000, read + " read");
    }

    @Test
    void readsNoMoreThanTheShapeNeeds() throws IOException {
        byte[] start = bytes(new long[] {2, 3}, new float[6]);
        InputStream endless = new InputStream() {
            private long position;

            @Override
            public int read() {
                assertTrue(position <= start.length, "reads on and on");
                return position < start.length ? start[(int) position++] & 0xFF : (int) (position++ * 0);
            }
        };
        assertThrows(InputException.class, () -> NpyFile.readFloats(endless, 2, 3));
    }
}
