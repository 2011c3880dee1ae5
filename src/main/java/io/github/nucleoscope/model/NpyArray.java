package io.github.nucleoscope.model;

import java.nio.ByteBuffer;

/** An array of numbers, in C order: the last axis varies fastest. Values are not copied. */
sealed interface NpyArray {

    /** Returns type and shape. */
    NpyHeader header();

    /** Returns the number of values. */
    int length();

    /** Writes some of the values to a buffer. */
    void write(ByteBuffer bytes, int start, int count);

    /** Takes some of the values from a buffer. */
    void read(ByteBuffer bytes, int start, int count);

    /** Returns an array of zeros. */
    static NpyArray zeros(NpyHeader header) {
        int length = Math.toIntExact(header.count());
        return switch (header.type()) {
            case FLOAT -> new Floats(header.shape(), new float[length]);
            case DOUBLE -> new Doubles(header.shape(), new double[length]);
            case INT -> new Ints(header.shape(), new int[length]);
        };
    }

    /** 32-bit floats. */
    record Floats(long[] shape, float[] values) implements NpyArray {

        @Override
        public NpyHeader header() {
            return new NpyHeader(NpyType.FLOAT, shape);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public void write(ByteBuffer bytes, int start, int count) {
            bytes.asFloatBuffer().put(values, start, count);
        }

        @Override
        public void read(ByteBuffer bytes, int start, int count) {
            bytes.asFloatBuffer().get(values, start, count);
        }
    }

    /** 64-bit floats. */
    record Doubles(long[] shape, double[] values) implements NpyArray {

        /** An array of one axis. */
        Doubles(double... values) {
            this(new long[] {values.length}, values);
        }

        /** An array of two axes: rows of one length, at least one. */
        static Doubles ofRows(double[][] rows) {
            int width = rows[0].length;
            double[] values = new double[Math.multiplyExact(rows.length, width)];
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(rows[r], 0, values, r * width, width);
            }
            return new Doubles(new long[] {rows.length, width}, values);
        }

        /** Returns a row of an array of two axes. */
        double[] row(int index) {
            int width = (int) shape[1];
            double[] row = new double[width];
            System.arraycopy(values, index * width, row, 0, width);
            return row;
        }

        @Override
        public NpyHeader header() {
            return new NpyHeader(NpyType.DOUBLE, shape);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public void write(ByteBuffer bytes, int start, int count) {
            bytes.asDoubleBuffer().put(values, start, count);
        }

        @Override
        public void read(ByteBuffer bytes, int start, int count) {
            bytes.asDoubleBuffer().get(values, start, count);
        }
    }

    /** 32-bit integers. */
    record Ints(long[] shape, int[] values) implements NpyArray {

        /** An array of one axis. */
        Ints(int... values) {
            this(new long[] {values.length}, values);
        }

        @Override
        public NpyHeader header() {
            return new NpyHeader(NpyType.INT, shape);
        }

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public void write(ByteBuffer bytes, int start, int count) {
            bytes.asIntBuffer().put(values, start, count);
        }

        @Override
        public void read(ByteBuffer bytes, int start, int count) {
            bytes.asIntBuffer().get(values, start, count);
        }
    }
}
