package io.github.nucleoscope.network;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

import io.github.nucleoscope.problem.InputException;

/**
 * One token of the network notation: a layer without weights. {@link #toString} returns the token.
 *
 * <p>ReLU after a convolution or a fully connected layer is implicit; if batch normalisation follows, it comes after
 * that. In a residual block the last ReLU comes after the sum (He et al. 2016, figure 2).
 */
public sealed interface Layer {

    /**
     * {@code 32conv3x3}, {@code 64conv3x3/2}: a convolution, zero-padded by (kernel - 1) / 2 at the start of each axis,
     * so that the output has ceil(input / stride) rows and columns. It has no biases if batch normalisation follows,
     * which has its own.
     *
     * @param filters number of output channels, 1 to 4096
     * @param kernelHeight height of the kernel, 1 to 31
     * @param kernelWidth width of the kernel, 1 to 31
     * @param stride 1, or up to 31 if the sides of the kernel are odd
     */
    record Convolution(int filters, int kernelHeight, int kernelWidth, int stride) implements Layer {
        public Convolution {
            requireBetween("filters", filters, 1, 4096);
            requireBetween("kernel height", kernelHeight, 1, 31);
            requireBetween("kernel width", kernelWidth, 1, 31);
            requireBetween("stride", stride, 1, 31);
            requireOdd(stride > 1, kernelHeight, kernelWidth);
        }

        /** Creates a convolution with stride 1. */
        public Convolution(int filters, int kernelHeight, int kernelWidth) {
            this(filters, kernelHeight, kernelWidth, 1);
        }

        @Override
        public String toString() {
            return filters + "conv" + kernelHeight + "x" + kernelWidth + (stride == 1 ? "" : "/" + stride);
        }
    }

    /**
     * {@code bn}: batch normalisation of each channel to mean 0 and variance 1, followed by a learned scale and shift
     * (Ioffe and Szegedy 2015). Prediction uses the running mean and variance of the training.
     */
    record BatchNormalisation() implements Layer {
        @Override
        public String toString() {
            return "bn";
        }
    }

    /** {@code relu}: max(0, x). Redundant directly after a convolution or fully connected layer. */
    record Relu() implements Layer {
        @Override
        public String toString() {
            return "relu";
        }
    }

    /**
     * {@code mp2x2}, {@code ap2x2}: max or mean pooling of non-overlapping windows; incomplete windows at the edge are
     * dropped. {@code mp3x3/2}: overlapping windows, padded as in a convolution; pixels outside the image are ignored.
     *
     * @param kind maximum or mean
     * @param height height of a window, 1 to 4096
     * @param width width of a window, 1 to 4096
     * @param strideY equal to {@code height}; for overlapping windows, equal to {@code strideX} and below both sides
     * @param strideX equal to {@code width}; for overlapping windows, equal to {@code strideY} and below both sides
     */
    record Pooling(Kind kind, int height, int width, int strideY, int strideX) implements Layer {

        /** The function applied to each window. */
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

        /** Creates a pooling with non-overlapping windows. */
        public Pooling(Kind kind, int height, int width) {
            this(kind, height, width, height, width);
        }

        /** Returns global mean pooling of an image. */
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
     * {@code up2x2}: nearest-neighbour upsampling, which repeats each value in a block of pixels.
     *
     * @param height factor for the rows, 1 to 64
     * @param width factor for the columns, 1 to 64
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

    /** {@code gap}: global average pooling, the mean of each channel over the image (Lin et al. 2014, section 3.2). */
    record GlobalAveragePooling() implements Layer {
        @Override
        public String toString() {
            return "gap";
        }
    }

    /** {@code fc32}: a fully connected layer with a number of units, 1 to 65,536. */
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
     * {@code drop0.5}: inverted dropout. In training each value is set to 0 with this probability, and the others are
     * scaled by 1 / (1 - rate); in prediction values are unchanged (Srivastava et al. 2014).
     *
     * @param rate probability, between 0 and 1
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
     * {@code res( … )}, {@code proj( … )}, {@code pad( … )}: a residual block, the sum of its body and a shortcut,
     * followed by ReLU (He et al. 2016).
     *
     * @param shortcut kind of the shortcut
     * @param body one or more layers, without output, fully connected layers and {@code gap}
     */
    record Residual(Shortcut shortcut, List<Layer> body) implements Layer {

        /** The shortcut from the input to the sum. */
        public enum Shortcut {
            /** Identity: the body keeps the shape. */
            IDENTITY("res"),
            /** A 1x1 convolution with the body's stride, batch-normalised if the body is (option B). */
            PROJECTION("proj"),
            /** Subsampling by the body's stride, with missing channels set to 0: no parameters (option A). */
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
                throw new InputException("'" + token + "' is not a residual block");
            }
        }

        public Residual {
            body = List.copyOf(body);
            requireSome(body);
            for (Layer layer : body) {
                requireInResidual(layer);
            }
        }

        /** @throws InputException if a layer cannot be in the body of a residual block */
        static void requireInResidual(Layer layer) {
            if (layer instanceof Repetition repetition) {
                repetition.layers.forEach(Residual::requireInResidual);
            } else if (layer.isOutput() || layer instanceof FullyConnected
                    || layer instanceof GlobalAveragePooling) {
                throw new InputException("'" + layer + "' cannot be inside a residual block, whose output is"
                        + " an image: put it after the block");
            }
        }

        @Override
        public String toString() {
            return shortcut.token + "(" + join(body) + ")";
        }
    }

    /** {@code 2x( … )}: layers that are repeated 1 to 500 times, each time with weights of their own. */
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
     * The output of a classification network, a fully connected layer without ReLU: {@code o} is one sigmoid unit (two
     * classes), {@code o3} is a softmax over three classes.
     *
     * @param units 1 for the sigmoid, otherwise the number of classes
     */
    record Output(int units) implements Layer {
        public Output {
            requireBetween("outputs", units, 1, 1000);
        }

        /** Number of classes. */
        public int classes() {
            return Math.max(2, units);
        }

        @Override
        public String toString() {
            return units == 1 ? "o" : "o" + units;
        }
    }

    /**
     * {@code map2}: the output of a network with an output per pixel, as in segmentation: a 1x1 convolution with biases
     * and without ReLU, and a sigmoid for each map. The training defines the meaning of the maps.
     *
     * @param count number of maps, 1 to 1000
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

    /** Whether this is an output layer, the last layer of a network. */
    default boolean isOutput() {
        return this instanceof Output || this instanceof Maps;
    }

    /** Joins the tokens with {@code " - "}. */
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
            throw new InputException("windows with a stride need odd sides, not "
                    + height + "x" + width);
        }
    }

    private static void requireBetween(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new InputException(what + " " + value + " is not between " + low + " and " + high);
        }
    }
}
