package io.github.nucleoscope.network;

import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.Layer.BatchNormalisation;
import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.GlobalAveragePooling;
import io.github.nucleoscope.network.Layer.Maps;
import io.github.nucleoscope.network.Layer.Output;
import io.github.nucleoscope.network.Layer.Pooling;
import io.github.nucleoscope.network.Layer.Relu;
import io.github.nucleoscope.network.Layer.Residual;
import io.github.nucleoscope.network.Layer.Upsampling;
import io.github.nucleoscope.network.Operation.Add;
import io.github.nucleoscope.network.Operation.Connect;
import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.Operation.Drop;
import io.github.nucleoscope.network.Operation.Normalise;
import io.github.nucleoscope.network.Operation.Pool;
import io.github.nucleoscope.network.Operation.PoolGlobally;
import io.github.nucleoscope.network.Operation.Rectify;
import io.github.nucleoscope.network.Operation.Subsample;
import io.github.nucleoscope.network.Operation.Upsample;
import io.github.nucleoscope.network.ParameterBlock.Kind;
import io.github.nucleoscope.problem.InputException;

/**
 * The computation graph of an architecture for one input shape: its operations in topological order, with repetitions
 * expanded and every ReLU explicit, each with its output shape and the positions of its parameters in one flat buffer.
 *
 * @param input shape of one image
 * @param nodes operations; the last one computes the logits
 */
record Computation(TensorShape input, List<Node> nodes) {

    Computation {
        nodes = List.copyOf(nodes);
    }

    /**
     * Builds the graph of an architecture.
     *
     * @throws InputException naming the layer, if an image is too small for it or the two inputs of a residual sum
     *     differ in shape; or if there are more than 2^31 parameters
     */
    static Computation of(Architecture architecture, TensorShape input) {
        try {
            return new Computation(input, new Builder(architecture, input).build());
        } catch (ArithmeticException e) {
            throw new InputException("the network '" + architecture + "' on " + input
                    + " has more than 2^31 parameters: make its layers smaller or pool more");
        }
    }

    /** Returns the graph without dropout, for prediction: readers of a dropout read its input. */
    Computation withoutDropout() {
        List<Node> kept = new ArrayList<>();
        int[] indices = new int[nodes.size()];
        for (Node node : nodes) {
            List<Integer> inputs = node.inputs().stream()
                    .map(read -> read == Node.IMAGE ? Node.IMAGE : indices[read]).toList();
            if (node.operation() instanceof Drop) {
                indices[node.index()] = inputs.get(0);
            } else {
                indices[node.index()] = kept.size();
                kept.add(new Node(kept.size(), node.name(), node.operation(), inputs, node.shape(),
                        node.parameters()));
            }
        }
        return new Computation(input, kept);
    }

    /** Returns all parameter blocks in order, without gaps. */
    List<ParameterBlock> blocks() {
        return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
    }

    /** Shape of a node's output, or of the image. */
    TensorShape shape(int index) {
        return index == Node.IMAGE ? input : nodes.get(index).shape();
    }

    /** Returns the nodes that read a node, or the image, in order; one that reads it twice is listed twice. */
    List<Node> readers(int index) {
        List<Node> readers = new ArrayList<>();
        for (Node node : nodes) {
            for (int read : node.inputs()) {
                if (read == index) {
                    readers.add(node);
                }
            }
        }
        return readers;
    }

    /** Shape of the logits of one image. */
    TensorShape output() {
        return nodes.get(nodes.size() - 1).shape();
    }

    /** Whether a node is the first one that reads another node, or the image. */
    boolean isFirstReader(Node node, int index) {
        return readers(index).get(0).index() == node.index();
    }

    /** Whether a node may work in place: it is the only reader of its first input, which is not the image. */
    boolean mayOverwriteInput(Node node) {
        return node.input() != Node.IMAGE && readers(node.input()).size() == 1;
    }

    private static final class Builder {

        private final Architecture architecture;
        private final TensorShape input;
        private final List<Node> nodes = new ArrayList<>();
        private int layers;
        private int parameters;

        private Builder(Architecture architecture, TensorShape input) {
            this.architecture = architecture;
            this.input = input;
        }

        private List<Node> build() {
            sequence(architecture.layers(), Node.IMAGE, false);
            return nodes;
        }

        private TensorShape shape(int index) {
            return index == Node.IMAGE ? input : nodes.get(index).shape();
        }

        /** Adds layers after a node. The last ReLU of a residual block's body comes after the sum. */
        private int sequence(List<Layer> tokens, int from, boolean residualBody) {
            List<Layer> sequence = Architecture.expand(tokens);
            int at = from;
            for (int i = 0; i < sequence.size(); i++) {
                Layer layer = sequence.get(i);
                Layer next = i + 1 < sequence.size() ? sequence.get(i + 1) : null;
                at = layer(layer, at, next);
                boolean weighted = isWeighted(layer)
                        || layer instanceof BatchNormalisation && i > 0 && isWeighted(sequence.get(i - 1));
                boolean rectifiedElsewhere = next instanceof Relu || next instanceof BatchNormalisation
                        && isWeighted(layer) || next == null && residualBody;
                if (weighted && !rectifiedElsewhere) {
                    at = add(nodes.get(at).name(), new Rectify(), List.of(at), nodes.get(at).shape());
                }
            }
            return at;
        }

        private static boolean isWeighted(Layer layer) {
            return layer instanceof Convolution || layer instanceof FullyConnected;
        }

        private int layer(Layer layer, int from, Layer next) {
            if (layer instanceof Residual residual) {
                return residual(residual, from);
            }
            layers++;
            String name = layers + "_" + layer.toString().replace('/', 's');
            TensorShape in = shape(from);
            try {
                if (layer instanceof Convolution c) {
                    return convolution(name, c, from, !(next instanceof BatchNormalisation));
                }
                if (layer instanceof BatchNormalisation) {
                    return normalisation(name, from);
                }
                if (layer instanceof Relu) {
                    return add(name, new Rectify(), List.of(from), in);
                }
                if (layer instanceof Pooling p) {
                    return add(name, new Pool(p), List.of(from), pooled(p, in));
                }
                if (layer instanceof Upsampling u) {
                    return add(name, new Upsample(u.height(), u.width()), List.of(from),
                            new TensorShape(Math.multiplyExact(in.height(), u.height()),
                                    Math.multiplyExact(in.width(), u.width()), in.channels()));
                }
                if (layer instanceof GlobalAveragePooling) {
                    return add(name, new PoolGlobally(), List.of(from), new TensorShape(1, 1, in.channels()));
                }
                if (layer instanceof FullyConnected f) {
                    return connection(name, f.units(), from);
                }
                if (layer instanceof Dropout d) {
                    return add(name, new Drop(d.rate()), List.of(from), in);
                }
                if (layer instanceof Maps m) {
                    return convolution(name, new Convolution(m.count(), 1, 1), from, true);
                }
                if (layer instanceof Output o) {
                    return connection(name, o.units(), from);
                }
            } catch (InputException e) {
                throw new InputException("layer " + layers + " of '" + architecture + "' on " + input + ": "
                        + e.getMessage());
            }
            throw new IllegalStateException("cannot lay out " + layer);
        }

        private int convolution(String name, Convolution c, int from, boolean biased) {
            TensorShape in = shape(from);
            TensorShape out = new TensorShape(strided(in.height(), c.stride()), strided(in.width(), c.stride()),
                    c.filters());
            List<ParameterBlock> blocks = new ArrayList<>();
            blocks.add(block(name, Kind.WEIGHTS, c.kernelHeight(), c.kernelWidth(), in.channels(), c.filters()));
            if (biased) {
                blocks.add(block(name, Kind.BIASES, c.filters()));
            }
            return add(name, new Convolve(c.filters(), c.kernelHeight(), c.kernelWidth(), c.stride(), biased),
                    List.of(from), out, blocks);
        }

        private int normalisation(String name, int from) {
            TensorShape in = shape(from);
            List<ParameterBlock> blocks = new ArrayList<>();
            for (Kind kind : List.of(Kind.SCALES, Kind.SHIFTS, Kind.MEANS, Kind.VARIANCES)) {
                blocks.add(block(name, kind, in.channels()));
            }
            return add(name, new Normalise(), List.of(from), in, blocks);
        }

        private int connection(String name, int units, int from) {
            return add(name, new Connect(units), List.of(from), new TensorShape(1, 1, units),
                    List.of(block(name, Kind.WEIGHTS, shape(from).values(), units), block(name, Kind.BIASES, units)));
        }

        private static TensorShape pooled(Pooling p, TensorShape in) {
            if (p.overlaps()) {
                return new TensorShape(strided(in.height(), p.strideY()), strided(in.width(), p.strideX()),
                        in.channels());
            }
            if (in.height() < p.height() || in.width() < p.width()) {
                throw new InputException(p + " needs at least " + p.height() + "x" + p.width()
                        + " pixels but gets " + in.height() + "x" + in.width()
                        + ": remove it, or use larger crops");
            }
            return new TensorShape(in.height() / p.height(), in.width() / p.width(), in.channels());
        }

        private static int strided(int length, int stride) {
            return (length + stride - 1) / stride;
        }

        private int residual(Residual residual, int from) {
            TensorShape in = shape(from);
            int body = sequence(residual.body(), from, true);
            TensorShape out = shape(body);
            int stride = stride(residual.body());
            int shortcut = switch (residual.shortcut()) {
                case IDENTITY -> from;
                case PADDED -> add(layers + "_pad", new Subsample(stride, out.channels()), List.of(from),
                        new TensorShape(strided(in.height(), stride), strided(in.width(), stride), out.channels()));
                case PROJECTION -> projection(from, out.channels(), stride, hasNormalisation(residual.body()));
            };
            TensorShape added = shape(shortcut);
            if (!added.equals(out) || residual.shortcut() == Residual.Shortcut.PADDED
                    && in.channels() > out.channels()) {
                boolean upsamples = Architecture.expand(residual.body()).stream()
                        .anyMatch(Upsampling.class::isInstance);
                String remedy = upsamples && in.channels() == out.channels()
                        ? "its poolings must divide the sides of its input; choose an input whose sides are multiples"
                        : residual.shortcut() == Residual.Shortcut.IDENTITY
                        ? "use proj( … ) in place of res( … ), or keep the shape"
                        : "its layers may only stride and add channels";
                throw new InputException("the residual block '" + residual + "' on " + in + " makes " + out
                        + " but its shortcut makes " + added + ": " + remedy);
            }
            int sum = add(layers + "_sum", new Add(), List.of(body, shortcut), out);
            return add(layers + "_sum", new Rectify(), List.of(sum), out);
        }

        private int projection(int from, int channels, int stride, boolean normalised) {
            layers++;
            String name = layers + "_proj";
            int at = convolution(name, new Convolution(channels, 1, 1, stride), from, !normalised);
            if (normalised) {
                layers++;
                at = normalisation(layers + "_proj_bn", at);
            }
            return at;
        }

        /** Returns the total stride of a body: that of its convolutions and poolings divided by its upsampling. */
        private static int stride(List<Layer> body) {
            int stride = 1;
            int upsampling = 1;
            for (Layer layer : Architecture.expand(body)) {
                if (layer instanceof Convolution c) {
                    stride *= c.stride();
                } else if (layer instanceof Pooling p) {
                    stride *= p.strideY();
                } else if (layer instanceof Upsampling u) {
                    upsampling *= u.height();
                } else if (layer instanceof Residual r) {
                    stride *= stride(r.body());
                }
                if (stride > 1 << 12 || upsampling > 1 << 12) {
                    throw new InputException("a residual block strides by more than " + (1 << 12));
                }
            }
            if (stride % upsampling != 0) {
                throw new InputException("a residual block makes its input larger, by " + upsampling + " / "
                        + stride + ": put the upsampling after the block");
            }
            return stride / upsampling;
        }

        private static boolean hasNormalisation(List<Layer> body) {
            return Architecture.expand(body).stream().anyMatch(BatchNormalisation.class::isInstance);
        }

        private ParameterBlock block(String name, Kind kind, long... shape) {
            ParameterBlock block = new ParameterBlock(name + kind.suffix(), kind, parameters, shape);
            parameters = block.end();
            return block;
        }

        private int add(String name, Operation operation, List<Integer> inputs, TensorShape shape) {
            return add(name, operation, inputs, shape, List.of());
        }

        private int add(String name, Operation operation, List<Integer> inputs, TensorShape shape,
                List<ParameterBlock> blocks) {
            nodes.add(new Node(nodes.size(), name, operation, inputs, shape, blocks));
            return nodes.size() - 1;
        }
    }
}
