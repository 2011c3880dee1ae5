package io.github.nucleoscope.network;

import java.math.BigDecimal;

/** One token of the network notation: what a layer is, without weights. {@link #toString} gives the token back. */
public sealed interface Layer {

    /**
     * The shape that leaves this layer.
     *
     * @throws IllegalArgumentException where the layer cannot take this input, in one line
     */
    TensorShape outputOf(TensorShape input);

    /** {@code 32conv3x3}: a convolution with stride 1 and zero padding that keeps height and width, then ReLU. */
    record Convolution(int filters, int kernelHeight, int kernelWidth) implements Layer {
        public Convolution {
            requireBetween("filters", filters, 1, 4096);
            requireBetween("kernel height", kernelHeight, 1, 31);
            requireBetween("kernel width", kernelWidth, 1, 31);
        }

        @Override
        public TensorShape outputOf(TensorShape input) {
            return new TensorShape(input.height(), input.width(), filters);
        }

        @Override
        public String toString() {
            return filters + "conv" + kernelHeight + "x" + kernelWidth;
        }
    }

    /** {@code mp2x2}: the maximum of each block; blocks do not overlap, an incomplete one at the edge is dropped. */
    record MaxPooling(int height, int width) implements Layer {
        public MaxPooling {
            requireBetween("pooling height", height, 1, 64);
            requireBetween("pooling width", width, 1, 64);
        }

        @Override
        public TensorShape outputOf(TensorShape input) {
            if (input.height() < height || input.width() < width) {
                throw new IllegalArgumentException(this + " needs at least " + height + "x" + width
                        + " pixels but gets " + input.height() + "x" + input.width()
                        + ": remove it, or use larger crops");
            }
            return new TensorShape(input.height() / height, input.width() / width, input.channels());
        }

        @Override
        public String toString() {
            return "mp" + height + "x" + width;
        }
    }

    /** {@code fc32}: fully connected to every value of its input, then ReLU. */
    record FullyConnected(int units) implements Layer {
        public FullyConnected {
            requireBetween("units", units, 1, 65_536);
        }

        @Override
        public TensorShape outputOf(TensorShape input) {
            return new TensorShape(1, 1, units);
        }

        @Override
        public String toString() {
            return "fc" + units;
        }
    }

    /**
     * {@code drop0.5}: while training, each value becomes 0 with this probability and the others are scaled by
     * 1 / (1 - rate); nothing in prediction (Srivastava et al. 2014, in its inverted form).
     */
    record Dropout(double rate) implements Layer {
        public Dropout {
            if (!(rate > 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout rate " + rate + " is not between 0 and 1");
            }
        }

        @Override
        public TensorShape outputOf(TensorShape input) {
            return input;
        }

        @Override
        public String toString() {
            // Never 1.0E-4: the notation has no exponents.
            return "drop" + new BigDecimal(Double.toString(rate)).stripTrailingZeros().toPlainString();
        }
    }

    /**
     * The output, fully connected, no ReLU: {@code o} is one sigmoid unit (two classes), {@code o3} is a softmax over
     * three classes.
     *
     * @param units 1 for the sigmoid, otherwise the number of classes
     */
    record Output(int units) implements Layer {
        public Output {
            requireBetween("outputs", units, 1, 1000);
        }

        /** How many classes this output tells apart. */
        public int classes() {
            return Math.max(2, units);
        }

        @Override
        public TensorShape outputOf(TensorShape input) {
            return new TensorShape(1, 1, units);
        }

        @Override
        public String toString() {
            return units == 1 ? "o" : "o" + units;
        }
    }

    private static void requireBetween(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(what + " " + value + " is not between " + low + " and " + high);
        }
    }
}
