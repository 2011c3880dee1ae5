package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where one array of a network lies in its flat parameter buffer.
 *
 * @param name {@code <layer>_<token>_weights} and the like, layers counted from 1; unique in a network
 * @param kind what it holds
 * @param offset index of the first value in the flat buffer
 * @param shape convolution weights [kernel height, kernel width, input channels, filters]; fully connected weights
 *     [inputs, units], the inputs in the order height, width, channels; all else [channels]
 */
record ParameterBlock(String name, Kind kind, int offset, long... shape) {

    /** What a block holds; the order in which a layer's blocks lie. */
    enum Kind {
        /** Of a convolution or a fully connected layer. */
        WEIGHTS(0),
        /** What is added to each channel of these. */
        BIASES(0),
        /** What batch normalisation multiplies each channel with. */
        SCALES(1),
        /** What it adds. */
        SHIFTS(0),
        /** Its running mean: not trained by gradients. */
        MEANS(0),
        /** Its running variance: not trained by gradients. */
        VARIANCES(1);

        private final float start;

        Kind(float start) {
            this.start = start;
        }

        /** What the values are before training, save for weights, which are drawn. */
        float start() {
            return start;
        }

        /** Whether gradients change it. */
        boolean isTrained() {
            return this != MEANS && this != VARIANCES;
        }

        /** The end of a block's name. */
        String suffix() {
            return "_" + name().toLowerCase(Locale.ROOT);
        }
    }

    int length() {
        return length(shape);
    }

    static int length(long... shape) {
        long length = 1;
        for (long side : shape) {
            length = Math.multiplyExact(length, side);
        }
        return Math.toIntExact(length);
    }

    /** Index of the value after the last. */
    int end() {
        return Math.addExact(offset, length());
    }

    /** Number of values that one output value is summed from (Glorot and Bengio 2010, section 4.2.1). */
    long fanIn() {
        return length() / shape[shape.length - 1];
    }

    /** Number of output values that one input value goes into. */
    long fanOut() {
        return length() / shape[shape.length - 2];
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
