package io.github.nucleoscope.model;

import io.github.nucleoscope.problem.InputException;

/** The types of the numbers in NPY files, all little-endian. */
enum NpyType {
    FLOAT("<f4", Float.BYTES), DOUBLE("<f8", Double.BYTES), INT("<i4", Integer.BYTES);

    private final String code;
    private final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** Returns NumPy's code of the type, such as {@code <f4}. */
    String code() {
        return code;
    }

    /** Returns the number of bytes of a number. */
    int bytes() {
        return bytes;
    }

    /** @throws InputException if no type has this code */
    static NpyType of(String code) {
        for (NpyType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new InputException("the type of an array is '" + code + "' and not '<f4', '<f8' or '<i4'");
    }
}
