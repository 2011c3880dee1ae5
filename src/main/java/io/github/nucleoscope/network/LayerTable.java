package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Operation.Connect;
import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.Operation.Pool;
import io.github.nucleoscope.network.Operation.PoolGlobally;
import io.github.nucleoscope.network.Operation.Rectify;
import io.github.nucleoscope.network.Operation.Subsample;
import io.github.nucleoscope.network.Operation.Upsample;
import io.github.nucleoscope.problem.InputException;

/**
 * The output shapes, parameters and computational costs of a network's layers, computed without weights.
 *
 * @param input shape of one image
 * @param rows layers in the order of computation, with repetitions expanded, including the sums and shortcuts of
 *     residual blocks; implicit ReLUs have no row of their own
 */
public record LayerTable(TensorShape input, List<Row> rows) {

    /** The parameter, its gradient and two values of the optimiser: RMSProp has a mean and an update. */
    private static final int VALUES_PER_PARAMETER = 4;

    /** Limit of the stride in pixels: larger than any image. */
    private static final long LARGEST_STRIDE = 1L << 31;

    public LayerTable {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param name {@code <number>_<token>}, the prefix of the names of its weights
     * @param output shape of its feature maps, for one image
     * @param trained number of parameters that are trained by gradient descent
     * @param running number of running means and variances of batch normalisation
     * @param multiplyAdds number of multiply-adds for one image, including those with padding; of convolutions and
     *     fully connected layers only, as in table 1 of He et al. 2016
     * @param field receptive field of one value
     */
    public record Row(String name, TensorShape output, int trained, int running, long multiplyAdds, Field field) {

        /** Memory of the layer's feature maps for a mini-batch, in bytes. */
        public long mapBytes(int batch) {
            return batch * values(output) * Float.BYTES;
        }
    }

    /**
     * A receptive field in pixels of an image without edges (Araujo, Norris and Sim, "Computing Receptive Fields of
     * Convolutional Neural Networks", Distill 2019). After a fully connected layer or global pooling it is the
     * receptive field of all inputs together.
     */
    public record Field(long height, long width) {
        @Override
        public String toString() {
            return height + "x" + width;
        }
    }

    /**
     * Computes the table of a network.
     *
     * @throws InputException if the input is too small for the architecture, or there are more than 2^31 parameters
     */
    public static LayerTable of(Architecture architecture, TensorShape input) {
        Computation computation = Computation.of(architecture, input);
        List<Span> rows = new ArrayList<>();
        List<Span> columns = new ArrayList<>();
        List<Row> table = new ArrayList<>();
        for (Node node : computation.nodes()) {
            Window vertical = Window.of(node.operation(), computation.shape(node.input()), true);
            Window horizontal = Window.of(node.operation(), computation.shape(node.input()), false);
            rows.add(Span.before(node, rows).seenThrough(vertical));
            columns.add(Span.before(node, columns).seenThrough(horizontal));
            boolean unwritten = node.operation() instanceof Rectify && node.input() != Node.IMAGE
                    && computation.nodes().get(node.input()).name().equals(node.name());
            if (!unwritten) {
                Field field = new Field(rows.get(node.index()).length(), columns.get(node.index()).length());
                table.add(new Row(node.name(), node.shape(), count(node, true), count(node, false),
                        multiplyAdds(node, computation.shape(node.input())), field));
            }
        }
        return new LayerTable(input, table);
    }

    private static int count(Node node, boolean trained) {
        return node.parameters().stream().filter(block -> block.kind().isTrained() == trained)
                .mapToInt(ParameterBlock::length).sum();
    }

    private static long multiplyAdds(Node node, TensorShape in) {
        if (node.operation() instanceof Convolve c) {
            return (long) c.kernelHeight() * c.kernelWidth() * in.channels() * values(node.shape());
        }
        if (node.operation() instanceof Connect connection) {
            return values(in) * connection.units();
        }
        return 0;
    }

    /** Number of values, as a long: feature maps may have more values than an int can count. */
    private static long values(TensorShape shape) {
        return (long) shape.height() * shape.width() * shape.channels();
    }

    /** Number of all parameters that are trained by gradient descent. */
    public long trained() {
        return rows.stream().mapToLong(Row::trained).sum();
    }

    /** Number of all running means and variances of batch normalisation. */
    public long running() {
        return rows.stream().mapToLong(Row::running).sum();
    }

    /** Multiply-adds for one image: see {@link Row}. */
    public long multiplyAdds() {
        return rows.stream().mapToLong(Row::multiplyAdds).sum();
    }

    /** Memory of all feature maps for a mini-batch, in bytes. */
    public long mapBytes(int batch) {
        return rows.stream().mapToLong(row -> row.mapBytes(batch)).sum();
    }

    /**
     * Estimates the memory for training in bytes: the parameters, their gradients and two values of the optimiser each,
     * the mini-batch, and the feature maps with their gradients. The libraries' own memory is not included.
     */
    public long trainingBytes(int batch) {
        return VALUES_PER_PARAMETER * Float.BYTES * (trained() + running())
                + batch * values(input) * Float.BYTES + 2 * mapBytes(batch);
    }

    /** The window of an operation along one axis of its input: its length, and the stride to the next window. */
    private record Window(int length, double stride) {

        static Window of(Operation operation, TensorShape in, boolean vertical) {
            if (operation instanceof Convolve c) {
                return new Window(vertical ? c.kernelHeight() : c.kernelWidth(), c.stride());
            }
            if (operation instanceof Pool pool) {
                Pooling p = pool.window();
                return vertical ? new Window(p.height(), p.strideY()) : new Window(p.width(), p.strideX());
            }
            if (operation instanceof Upsample u) {
                return new Window(1, 1.0 / (vertical ? u.height() : u.width()));
            }
            if (operation instanceof Subsample s) {
                return new Window(1, s.stride());
            }
            if (operation instanceof PoolGlobally || operation instanceof Connect) {
                return new Window(vertical ? in.height() : in.width(), 1);
            }
            return new Window(1, 1);
        }
    }

    /**
     * The receptive field of a value along one axis.
     *
     * @param length length in pixels
     * @param stride distance between neighbouring values in pixels; below 1 after more upsampling than subsampling
     */
    private record Span(long length, double stride) {

        /** Returns the span of a node's first input; the body of a residual block covers that of its shortcut. */
        static Span before(Node node, List<Span> spans) {
            return node.input() == Node.IMAGE ? new Span(1, 1) : spans.get(node.input());
        }

        Span seenThrough(Window window) {
            return new Span(length + (long) Math.ceil((window.length - 1) * stride),
                    Math.min(LARGEST_STRIDE, stride * window.stride));
        }
    }
}
