package io.github.nucleoscope.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the header of an NPY file says.
 *
 * @param type of the numbers
 * @param shape lengths of the axes
 */
record NpyHeader(NpyType type, long... shape) {

    /**
     * Returns the number of values.
     *
     * @throws ArithmeticException if it is 2^63 or more
     */
    long count() {
        long count = 1;
        for (long side : shape) {
            count = Math.multiplyExact(count, side);
        }
        return count;
    }

    /** Returns the number of bytes of the values. */
    long bytes() {
        return Math.multiplyExact(count(), type.bytes());
    }

    /** Returns the shape as Python writes it: {@code (3, 3, 1, 32)}, {@code (32,)}, {@code ()}. */
    String tuple() {
        return Arrays.stream(shape).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
    }
}
