package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator.SplittableGenerator;

import io.github.nucleoscope.network.Layer.Pooling;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A network compiled for ND4J's own operations, on every platform of ND4J. */
final class PortableGraph implements Graph {

    private final Computation computation;
    private final Fusion fusion;
    private final INDArray parameters;
    private final INDArray gradient;
    private final INDArray input;
    private final List<Kernel> kernels = new ArrayList<>();
    /** The node that each kernel computes. */
    private final List<Node> nodes = new ArrayList<>();
    /** The kernel that computes each node. */
    private final Kernel[] kernelOf;

    /** Compiles a network, see {@link Engine#graph}. */
    PortableGraph(Network network, int batch, INDArray parameters, INDArray gradient) {
        this(network, gradient == null ? network.computation().withoutDropout() : network.computation(), batch,
                parameters, gradient);
    }

    /** @param computation the network's computation graph, with or without dropout */
    PortableGraph(Network network, Computation computation, int batch, INDArray parameters, INDArray gradient) {
        this.computation = computation;
        fusion = new Fusion(computation);
        this.parameters = parameters;
        this.gradient = gradient;
        TensorShape shape = network.input();
        input = Nd4j.create(DataType.FLOAT, batch, shape.height(), shape.width(), shape.channels());
        kernelOf = new Kernel[computation.nodes().size()];
        for (Node node : computation.nodes()) {
            build(node);
        }
    }

    private boolean training() {
        return gradient != null;
    }

    private void build(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Convolve c) {
            INDArray in = values(node.input());
            put(node, new ConvolutionKernel(in, writtenGradient(node), c.stride(),
                    block(parameters, node, Kind.WEIGHTS), c.biased() ? block(parameters, node, Kind.BIASES) : null,
                    block(gradient, node, Kind.WEIGHTS), c.biased() ? block(gradient, node, Kind.BIASES) : null));
        } else if (operation instanceof Normalise) {
            put(node, training() ? new NormalisationKernel(values(node.input()), writtenGradient(node),
                    parameters, node, block(parameters, node, Kind.SCALES), block(parameters, node, Kind.SHIFTS),
                    block(gradient, node, Kind.SCALES), block(gradient, node, Kind.SHIFTS))
                    : new FixedNormalisationKernel(values(node.input()), block(parameters, node, Kind.SCALES),
                    block(parameters, node, Kind.SHIFTS), block(parameters, node, Kind.MEANS),
                    block(parameters, node, Kind.VARIANCES)));
        } else if (operation instanceof Rectify) {
            if (isDoneAfterMaximum(node)) {
                kernelOf[node.index()] = kernelOf[node.input()];
            } else {
                put(node, new ReluKernel(values(node.input()), writtenGradient(node),
                        computation.mayOverwriteInput(node)));
            }
        } else if (operation instanceof Pool pool) {
            pool(node, pool.window());
        } else if (operation instanceof PoolGlobally) {
            pool(node, Pooling.ofWhole(computation.shape(node.input())));
        } else if (operation instanceof Connect) {
            put(node, new DenseKernel(values(node.input()), writtenGradient(node),
                    block(parameters, node, Kind.WEIGHTS), block(parameters, node, Kind.BIASES),
                    block(gradient, node, Kind.WEIGHTS), block(gradient, node, Kind.BIASES)));
        } else if (operation instanceof Drop drop) {
            put(node, new DropoutKernel(values(node.input()), writtenGradient(node), drop.rate(),
                    computation.mayOverwriteInput(node)));
        } else if (operation instanceof Add) {
            put(node, new SumKernel(values(node.inputs().get(0)), writtenGradient(node, 0),
                    values(node.inputs().get(1)), writtenGradient(node, 1)));
        } else if (operation instanceof Subsample s) {
            put(node, new SubsamplingKernel(values(node.input()), writtenGradient(node), s));
        } else if (operation instanceof Upsample u) {
            put(node, new UpsamplingKernel(values(node.input()), writtenGradient(node), u));
        } else {
            throw new IllegalStateException("ND4J does not know " + operation);
        }
    }

    private void put(Node node, Kernel kernel) {
        kernels.add(kernel);
        nodes.add(node);
        kernelOf[node.index()] = kernel;
    }

    private void pool(Node node, Pooling window) {
        put(node, new PoolingKernel(values(node.input()), writtenGradient(node), window, training()));
        // ReLU commutes with the maximum, and is cheaper after it, on a fraction of the values.
        if (node.input() != Node.IMAGE && isDoneAfterMaximum(computation.nodes().get(node.input()))) {
            put(node, new ReluKernel(kernelOf[node.index()].output(), kernelOf[node.index()].outputGradient(),
                    true));
        }
    }

    private boolean isDoneAfterMaximum(Node node) {
        return node.operation() instanceof Rectify && computation.mayOverwriteInput(node)
                && fusion.onlyMaximumReads(node);
    }

    private Kernel kernel(int index) {
        return index == Node.IMAGE ? null : kernelOf[index];
    }

    private INDArray values(int index) {
        Kernel kernel = kernel(index);
        return kernel == null ? input : kernel.output();
    }

    private INDArray writtenGradient(Node node) {
        return writtenGradient(node, 0);
    }

    /** Returns the array, not shared with others, for a node's gradient of an input; null if it is not needed. */
    private INDArray writtenGradient(Node node, int which) {
        Kernel kernel = kernel(node.inputs().get(which));
        if (kernel == null || kernel.outputGradient() == null) {
            return null;
        }
        boolean first = computation.isFirstReader(node, node.inputs().get(which));
        return first ? kernel.outputGradient() : kernel.gradientOfFurtherReader();
    }

    private static INDArray block(INDArray flat, Node node, Kind kind) {
        if (flat == null) {
            return null;
        }
        ParameterBlock block = node.parameters(kind);
        return flat.get(NDArrayIndex.interval(block.offset(), block.end())).reshape('c', block.shape());
    }

    private Kernel last() {
        return kernels.get(kernels.size() - 1);
    }

    @Override
    public FloatBuffer input() {
        return Floats.of(input);
    }

    @Override
    public FloatBuffer logits() {
        return Floats.of(last().output());
    }

    @Override
    public FloatBuffer logitGradient() {
        return Floats.of(last().outputGradient());
    }

    @Override
    public void randomise(SplittableGenerator random, int before) {
        for (Kernel kernel : kernels) {
            kernel.randomise(random, before);
        }
    }

    /** Does nothing: the operations read the parameters in place. */
    @Override
    public void load() {}

    @Override
    public void forward() {
        for (Kernel kernel : kernels) {
            kernel.forward();
        }
    }

    /**
     * Computes {@link #forward()} and passes each operation's output to an observer, before the next operation may
     * overwrite it. A ReLU that was moved after a max pooling is passed as a second output of the pooling.
     */
    void forward(BiConsumer<Node, INDArray> observer) {
        for (int i = 0; i < kernels.size(); i++) {
            kernels.get(i).forward();
            observer.accept(nodes.get(i), kernels.get(i).output());
        }
    }

    @Override
    public void backward() {
        backward((node, gradient) -> {});
    }

    /**
     * Computes {@link #backward()} and passes the gradient of each operation's output to an observer, before it is
     * propagated. A ReLU that was moved after a max pooling is passed first, as a second output of the pooling.
     */
    void backward(BiConsumer<Node, INDArray> observer) {
        for (int i = kernels.size() - 1; i >= 0; i--) {
            kernels.get(i).gatherGradients();
            observer.accept(nodes.get(i), kernels.get(i).outputGradient());
            kernels.get(i).backward();
        }
    }

    @Override
    public Optional<String> firstNonFinite() {
        for (Node node : computation.nodes()) {
            if (!Floats.areFinite(Floats.of(values(node.index())))) {
                return Optional.of(node.name());
            }
        }
        return Optional.empty();
    }

    @Override
    public Graph next(Network network, int batch, INDArray parameters) {
        close();
        return new PortableGraph(network, batch, parameters, null);
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
        input.close();
    }
}
