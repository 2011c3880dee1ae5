package io.github.nucleoscope.nuclei;

import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Values as they are in an image, in an array of the smallest type that holds them: index
 * {@code (y * size + x) * channels + c}.
 */
sealed interface CropSamples {

    double get(int index);

    void set(int index, double value);

    /** Creates samples of this type. */
    CropSamples ofLength(int length);

    /** Returns zeros of the smallest type that holds what pixels of a type hold; interpolated values need floats. */
    static CropSamples like(Object type, boolean interpolated, int length) {
        if (interpolated) {
            return new Floats(new float[length]);
        }
        if (type instanceof UnsignedByteType) {
            return new Bytes(new byte[length]);
        }
        if (type instanceof UnsignedShortType || type instanceof ShortType) {
            return new Shorts(new short[length], type instanceof ShortType);
        }
        return new Floats(new float[length]);
    }

    /** Unsigned 8 bits. */
    record Bytes(byte[] values) implements CropSamples {

        @Override
        public double get(int index) {
            return values[index] & 0xff;
        }

        @Override
        public void set(int index, double value) {
            values[index] = (byte) (int) value;
        }

        @Override
        public CropSamples ofLength(int length) {
            return new Bytes(new byte[length]);
        }
    }

    /** 16 bits. */
    record Shorts(short[] values, boolean signed) implements CropSamples {

        @Override
        public double get(int index) {
            return signed ? values[index] : values[index] & 0xffff;
        }

        @Override
        public void set(int index, double value) {
            values[index] = (short) (int) value;
        }

        @Override
        public CropSamples ofLength(int length) {
            return new Shorts(new short[length], signed);
        }
    }

    /** 32 bits. */
    record Floats(float[] values) implements CropSamples {

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = (float) value;
        }

        @Override
        public CropSamples ofLength(int length) {
            return new Floats(new float[length]);
        }
    }
}
