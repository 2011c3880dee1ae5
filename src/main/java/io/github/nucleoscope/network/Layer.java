package io.github.nucleoscope.network;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;

/**
 * One token of the network notation: what a layer is, without weights. {@link #toString} gives the token back.
 *
 * <p>ReLU is not written after a convolution or a fully connected layer: it stands there by itself, after the batch
 * normalisation where one follows. In a residual block the last one stands after the sum (He et al. 2016, figure 2).
 */
public sealed interface Layer {

    /**
     * {@code 32conv3x3}, {@code 64conv3x3/2}: a convolution, zero-padded by (kernel - 1) / 2 at the start of each axis,
     * so that the output has ceil(input / stride) rows and columns. It has no biases where a batch normalisation
     * follows, which has its own.
     *
     * @param stride 1, or more with a kernel of odd sides
     */
    record Convolution(int filters, int kernelHeight, int kernelWidth, int stride) implements Layer {
        public Convolution {
            requireBetween("filters", filters, 1, 4096);
            requireBetween("kernel height", kernelHeight, 1, 31);
            requireBetween("kernel width", kernelWidth, 1, 31);
            requireBetween("stride", stride, 1, 31);
            requireOdd(stride > 1, kernelHeight, kernelWidth);
        }

        /** With stride 1. */
        public Convolution(int filters, int kernelHeight, int kernelWidth) {
            this(filters, kernelHeight, kernelWidth, 1);
        }

        @Override
        public String toString() {
            return filters + "conv" + kernelHeight + "x" + kernelWidth + (stride == 1 ? "" : "/" + stride);
        }
    }

    /**
     * {@code bn}: each channel to mean 0 and variance 1 over the mini-batch, then a learnt scale and shift (Ioffe and
     * Szegedy 2015). In prediction, by the running mean and variance of the training.
     */
    record BatchNormalisation() implements Layer {
        @Override
        public String toString() {
            return "bn";
        }
    }

    /** {@code relu}: max(0, x). Directly after a convolution or fully connected layer it says what is so anyway. */
    record Relu() implements Layer {
        @Override
        public String toString() {
            return "relu";
        }
    }

    /**
     * {@code mp2x2}, {@code ap2x2}: the maximum or the mean of each block; blocks do not overlap, an incomplete one at
     * the edge is dropped. {@code mp3x3/2}: windows that overlap, padded like a convolution's; what lies outside of the
     * image does not count.
     *
     * @param stride as high and wide as the window, or one number below both
     */
    record Pooling(Kind kind, int height, int width, int strideY, int strideX) implements Layer {

        /** What is taken of each window. */
        public enum Kind {
            MAXIMUM("mp"),
            MEAN("ap");

            private final String token;

            Kind(String token) {
                this.token = token;
            }
        }

        public Pooling {
            requireBetween("pooling height", height, 1, 4096);
            requireBetween("pooling width", width, 1, 4096);
            boolean blocks = strideY == height && strideX == width;
            if (!blocks) {
                if (strideY != strideX || strideY < 1 || strideY >= height || strideX >= width) {
                    throw new InputException("the stride of a pooling must be below its height and width: "
                            + "leave it out for windows that do not overlap");
                }
                requireOdd(true, height, width);
            }
        }

        /** Blocks that do not overlap. */
        public Pooling(Kind kind, int height, int width) {
            this(kind, height, width, height, width);
        }

        /** The mean of a whole image. */
        static Pooling ofWhole(TensorShape image) {
            return new Pooling(Kind.MEAN, image.height(), image.width());
        }

        /** Rows of padding above the image. */
        int padY() {
            return overlaps() ? (height - 1) / 2 : 0;
        }

        /** Columns of padding left of the image. */
        int padX() {
            return overlaps() ? (width - 1) / 2 : 0;
        }

        boolean overlaps() {
            return strideY != height || strideX != width;
        }

        @Override
        public String toString() {
            return kind.token + height + "x" + width + (overlaps() ? "/" + strideY : "");
        }
    }

    /**
     * {@code up2x2}: each value becomes a block of so many rows and columns (nearest neighbour): the way back up from
     * what poolings made small.
     */
    record Upsampling(int height, int width) implements Layer {
        public Upsampling {
            requireBetween("upsampling height", height, 1, 64);
            requireBetween("upsampling width", width, 1, 64);
        }

        @Override
        public String toString() {
            return "up" + height + "x" + width;
        }
    }

    /** {@code gap}: the mean of each channel over the whole image (Lin et al. 2014, section 3.2). */
    record GlobalAveragePooling() implements Layer {
        @Override
        public String toString() {
            return "gap";
        }
    }

    /** {@code fc32}: fully connected to every value of its input. */
    record FullyConnected(int units) implements Layer {
        public FullyConnected {
            requireBetween("units", units, 1, 65_536);
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
                throw new InputException("dropout rate " + rate + " is not between 0 and 1");
            }
        }

        @Override
        public String toString() {
            // Never 1.0E-4: the notation has no exponents.
            return "drop" + new BigDecimal(Double.toString(rate)).stripTrailingZeros().toPlainString();
        }
    }

    /**
     * {@code res( … )}, {@code proj( … )}, {@code pad( … )}: a residual block, the sum of its body and a shortcut, then
     * ReLU (He et al. 2016).
     *
     * @param body one or more layers; no output, fully connected layer or {@code gap} among them
     */
    record Residual(Shortcut shortcut, List<Layer> body) implements Layer {

        /** How the input reaches the sum. */
        public enum Shortcut {
            /** As it is: the body keeps the shape. */
            IDENTITY("res"),
            /** By a 1x1 convolution with the body's stride, batch-normalised where the body is (option B). */
            PROJECTION("proj"),
            /** Subsampled by the body's stride, missing channels 0: no parameters (option A). */
            PADDED("pad");

            private final String token;

            Shortcut(String token) {
                this.token = token;
            }

            static Shortcut ofToken(String token) {
                for (Shortcut shortcut : values()) {
                    if (shortcut.token.equals(token)) {
                        return shortcut;
                    }
                }
                throw new InputException("'" + token + "' is no residual block");
            }
        }

        public Residual {
            body = List.copyOf(body);
            requireSome(body);
            for (Layer layer : body) {
                requireInResidual(layer);
            }
        }

        /** @throws InputException where a layer cannot be in the body of a residual block */
        static void requireInResidual(Layer layer) {
            if (layer instanceof Repetition repetition) {
                repetition.layers.forEach(Residual::requireInResidual);
            } else if (layer.isOutput() || layer instanceof FullyConnected
                    || layer instanceof GlobalAveragePooling) {
                throw new InputException("'" + layer + "' cannot be inside a residual block, whose sum is an"
                        + " image: put it after the block");
            }
        }

        @Override
        public String toString() {
            return shortcut.token + "(" + join(body) + ")";
        }
    }

    /** {@code 2x( … )}: the layers several times, each time with weights of their own. */
    record Repetition(int times, List<Layer> layers) implements Layer {
        public Repetition {
            requireBetween("repetitions", times, 1, 500);
            layers = List.copyOf(layers);
            requireSome(layers);
        }

        @Override
        public String toString() {
            return times + "x(" + join(layers) + ")";
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
        public String toString() {
            return units == 1 ? "o" : "o" + units;
        }
    }

    /**
     * {@code map2}: the output of a network that answers for each pixel, as in segmentation: a convolution of 1x1 with
     * biases, no ReLU, and a sigmoid on each of so many maps. What a map stands for is for who trains it to say.
     */
    record Maps(int count) implements Layer {
        public Maps {
            requireBetween("maps", count, 1, 1000);
        }

        @Override
        public String toString() {
            return "map" + count;
        }
    }

    /** Whether this is the end of a network. */
    default boolean isOutput() {
        return this instanceof Output || this instanceof Maps;
    }

    /** The tokens with {@code " - "} between them. */
    static String join(List<Layer> layers) {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" - "));
    }

    private static void requireSome(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new InputException("there is no layer between the parentheses");
        }
    }

    private static void requireOdd(boolean condition, int height, int width) {
        if (condition && (height % 2 == 0 || width % 2 == 0)) {
            throw new InputException("windows that move by a stride need odd sides, to have a middle: not "
                    + height + "x" + width);
        }
    }

    private static void requireBetween(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new InputException(what + " " + value + " is not between " + low + " and " + high);
        }
    }
}
