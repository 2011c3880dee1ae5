package io.github.nucleoscope.network;

import java.util.Arrays;
import java.util.Locale;

/**
 * One array of a network as a block in its flat parameter buffer.
 *
 * @param name {@code <layer>_<token>_weights} and the like, with layers counted from 1; unique in a network
 * @param kind kind of the values
 * @param offset index of the first value in the flat buffer
 * @param shape convolution weights [kernel height, kernel width, input channels, filters]; fully connected weights
 *     [inputs, units], the inputs in the order height, width, channels; all others [channels]
 */
record ParameterBlock(String name, Kind kind, int offset, long... shape) {

    /** Kinds of values, in the order of a layer's blocks. */
    enum Kind {
        /** Weights of a convolution or a fully connected layer. */
        WEIGHTS(0),
        /** Biases of a convolution or a fully connected layer. */
        BIASES(0),
        /** Scales of batch normalisation, one factor per channel. */
        SCALES(1),
        /** Shifts of batch normalisation, one summand per channel. */
        SHIFTS(0),
        /** Running means of batch normalisation: not trained by gradients. */
        MEANS(0),
        /** Running variances of batch normalisation: not trained by gradients. */
        VARIANCES(1);

        private final float start;

        Kind(float start) {
            this.start = start;
        }

        /** Returns the initial value; not used for weights, which are random. */
        float start() {
            return start;
        }

        /** Whether it is trained by gradient descent. */
        boolean isTrained() {
            return this != MEANS && this != VARIANCES;
        }

        /** Returns the suffix of a block's name. */
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

    /** Index after the last value. */
    int end() {
        return Math.addExact(offset, length());
    }

    /** Number of input values of one output value (Glorot and Bengio 2010, section 4.2.1). */
    long fanIn() {
        return length() / shape[shape.length - 1];
    }

    /** Number of output values that depend on one input value. */
    long fanOut() {
        return length() / shape[shape.length - 2];
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
