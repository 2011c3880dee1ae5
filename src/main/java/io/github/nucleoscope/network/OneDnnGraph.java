package io.github.nucleoscope.network;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network compiled for oneDNN. Feature maps are in channels-last layout, for which every operation has fast forward
 * and backward implementations (with few channels, the layouts that oneDNN chooses lead to one that is a thousand times
 * slower); weights are in layouts chosen by oneDNN and are reordered after each step. ReLU is fused with the preceding
 * operation; in prediction batch normalisation is folded into the preceding convolution, and the sum of a residual
 * block is fused with its last convolution, and maps that no later operation reads leave their memory to others. Each
 * primitive is created once.
 */
final class OneDnnGraph implements Graph {

    private final Computation computation;
    private final Fusion fusion;
    private final OneDnnPool pool;
    private final OneDnnProgram program;
    private final OneDnnMaps image;
    /** Output of each node; a node that is fused with another has the other's. */
    private final OneDnnMaps[] maps;
    private final PointerScope scope;
    private final FloatBuffer input;
    private final FloatBuffer logits;
    private final FloatBuffer logitGradient;
    private final Runnable[] load;
    private final Runnable[] forward;
    private final OneDnnStep[] backward;

    /** Compiles a network, see {@link Engine#graph}. */
    OneDnnGraph(Network network, int batch, INDArray parameters, INDArray gradient) {
        this(network, batch, parameters, gradient, new OneDnnPool());
    }

    private OneDnnGraph(Network network, int batch, INDArray parameters, INDArray gradient, OneDnnPool pool) {
        this.pool = pool;
        computation = gradient == null ? network.computation().withoutDropout() : network.computation();
        fusion = new Fusion(computation);
        program = new OneDnnProgram(batch, parameters, gradient, pool);
        maps = new OneDnnMaps[computation.nodes().size()];
        try (PointerScope building = new PointerScope()) {
            TensorShape shape = network.input();
            image = program.maps(shape, false);
            for (Node node : computation.nodes()) {
                if (maps[node.index()] == null) {
                    build(node);
                    if (!program.training()) {
                        release();
                    }
                }
            }
            program.allocateScratch();
            OneDnnMaps last = maps[maps.length - 1];
            input = OneDnn.floats(image.values(), program.count(shape));
            logits = OneDnn.floats(last.values(), program.count(last.shape()));
            logitGradient = program.training() ? OneDnn.floats(last.gradient(), program.count(last.shape())) : null;
            scope = building.extend();
        }
        load = program.loadSteps();
        forward = program.forwardSteps();
        backward = program.backwardSteps();
    }

    private void build(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Convolve c) {
            convolution(node, c);
        } else if (operation instanceof Normalise) {
            boolean relu = fusion.relu(node).isPresent();
            put(node, program.training() ? OneDnnNormalisation.train(program, node, in(node), relu)
                    : OneDnnNormalisation.predict(program, node, in(node), relu), relu);
        } else if (operation instanceof Rectify) {
            put(node, OneDnnEltwise.relu(program, in(node), computation.mayOverwriteInput(node)), false);
        } else if (operation instanceof Pool pool) {
            put(node, OneDnnPooling.pool(program, pool.window(), node.shape(), in(node), leavesReluToMaximum(node)),
                    false);
        } else if (operation instanceof PoolGlobally) {
            OneDnnMaps in = in(node);
            put(node, OneDnnPooling.pool(program, Pooling.ofWhole(in.shape()), node.shape(), in, false), false);
        } else if (operation instanceof Connect) {
            boolean relu = fusion.relu(node).isPresent();
            put(node, OneDnnConnection.connect(program, node, in(node), relu), relu);
        } else if (operation instanceof Drop drop) {
            put(node, new OneDnnDropout(program, drop.rate(), in(node), computation.mayOverwriteInput(node)).out(),
                    false);
        } else if (operation instanceof Add) {
            sum(node);
        } else if (operation instanceof Subsample s) {
            subsampling(node, s);
        } else if (operation instanceof Upsample) {
            put(node, OneDnnUpsampling.upsample(program, node.shape(), in(node)), false);
        } else {
            throw new IllegalStateException("oneDNN does not know " + operation);
        }
    }

    /** Sets the output of a node and, if its ReLU is fused with it, of the ReLU. */
    private void put(Node node, OneDnnMaps computed, boolean withRelu) {
        maps[node.index()] = computed;
        if (withRelu) {
            maps[fusion.relu(node).orElseThrow().index()] = computed;
        }
    }

    /** Leaves the memory of maps that no later operation reads to the maps of later operations. */
    private void release() {
        Set<Long> needed = new HashSet<>();
        for (int i = 0; i < maps.length; i++) {
            if (maps[i] != null && (i == maps.length - 1
                    || computation.readers(i).stream().anyMatch(reader -> maps[reader.index()] == null))) {
                needed.add(OneDnnPool.address(maps[i].values()));
            }
        }
        for (OneDnnMaps ofNode : maps) {
            if (ofNode != null && !needed.contains(OneDnnPool.address(ofNode.values()))) {
                program.release(ofNode);
            }
        }
    }

    private OneDnnMaps at(int index) {
        return index == Node.IMAGE ? image : maps[index];
    }

    /** Returns a node's first input, with a gradient that only this node writes. */
    private OneDnnMaps in(Node node) {
        OneDnnMaps in = at(node.input());
        return computation.isFirstReader(node, node.input()) ? in : program.furtherReader(in);
    }

    private void convolution(Node node, Convolve c) {
        OneDnnConvolution convolution = new OneDnnConvolution(program, in(node), node.shape(), c.kernelHeight(),
                c.kernelWidth(), c.stride());
        if (program.training()) {
            Optional<Node> relu = fusion.relu(node);
            boolean reluGradient = relu.isPresent() && !fusion.onlyMaximumReads(relu.get());
            put(node, convolution.train(node, relu.isPresent(), reluGradient), relu.isPresent());
            return;
        }
        Optional<Node> normalisation = fusion.normalisation(node);
        Node last = normalisation.orElse(node);
        memory weights;
        memory biases;
        if (normalisation.isPresent()) {
            OneDnnConvolution.Folded folded = new OneDnnConvolution.Folded(program, node, last,
                    convolution.plainWeightDesc());
            weights = folded.weights();
            biases = folded.biases();
        } else {
            weights = program.parameters(node.parameters(Kind.WEIGHTS), convolution.plainWeightDesc());
            biases = c.biased() ? program.parameters(node.parameters(Kind.BIASES),
                    OneDnnProgram.perChannel(c.filters())) : null;
        }
        Optional<Node> sum = fusion.sumInShortcut(node, last).filter(s -> maps[s.inputs().get(1)] != null);
        Node finished = sum.orElse(last);
        boolean relu = fusion.relu(finished).isPresent();
        OneDnnMaps into = sum.map(s -> maps[s.inputs().get(1)]).orElse(null);
        OneDnnMaps out = OneDnnWholeMap.suits(in(node).shape(), node.shape(), c)
                ? OneDnnWholeMap.predict(program, in(node), node.shape(), c, weights, biases, into, relu)
                : convolution.predict(weights, biases, into, relu);
        maps[node.index()] = out;
        maps[last.index()] = out;
        put(finished, out, relu);
    }

    /** Whether a max pooling also computes the gradient of the preceding ReLU. */
    private boolean leavesReluToMaximum(Node node) {
        if (node.input() == Node.IMAGE) {
            return false;
        }
        Node before = computation.nodes().get(node.input());
        return before.operation() instanceof Rectify && before.input() != Node.IMAGE
                && computation.nodes().get(before.input()).operation() instanceof Convolve
                && fusion.onlyMaximumReads(before);
    }

    private void sum(Node node) {
        int bodyIndex = node.inputs().get(0);
        int shortcutIndex = node.inputs().get(1);
        // The outputs of these three operations are not needed in the backward pass.
        boolean inBody = bodyIndex != Node.IMAGE && computation.readers(bodyIndex).size() == 1
                && (computation.nodes().get(bodyIndex).operation() instanceof Convolve
                || computation.nodes().get(bodyIndex).operation() instanceof Normalise
                || computation.nodes().get(bodyIndex).operation() instanceof Upsample);
        boolean relu = fusion.relu(node).isPresent();
        put(node, OneDnnEltwise.sum(program, at(bodyIndex), at(shortcutIndex),
                !computation.isFirstReader(node, shortcutIndex), relu, inBody), relu);
    }

    /** Adds a subsampling as a 1x1 convolution whose weights copy each channel. */
    private void subsampling(Node node, Subsample s) {
        OneDnnMaps in = in(node);
        OneDnnConvolution convolution = new OneDnnConvolution(program, in, node.shape(), 1, 1, s.stride());
        memory weights = OneDnn.allocate(convolution.plainWeightDesc());
        int channels = in.shape().channels();
        FloatBuffer values = OneDnn.floats(weights, (long) channels * s.channels());
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, i / s.channels() == i % s.channels() ? 1 : 0);
        }
        put(node, convolution.constant(weights), false);
    }

    @Override
    public FloatBuffer input() {
        return input;
    }

    @Override
    public FloatBuffer logits() {
        return logits;
    }

    @Override
    public FloatBuffer logitGradient() {
        return logitGradient;
    }

    @Override
    public void randomise(SplittableGenerator random, int before) {
        program.randomise(random, before);
    }

    @Override
    public void load() {
        run(load);
    }

    @Override
    public void forward() {
        run(forward);
    }

    @Override
    public void backward() {
        run(backward);
    }

    private static void run(Runnable[] steps) {
        for (Runnable step : steps) {
            step.run();
        }
        OneDnn.stream()._wait();
    }

    @Override
    public Optional<String> firstNonFinite() {
        for (Node node : computation.nodes()) {
            memory values = maps[node.index()].values();
            if (!Floats.areFinite(OneDnn.floats(values, program.count(node.shape())))) {
                return Optional.of(node.name());
            }
        }
        return Optional.empty();
    }

    @Override
    public Graph next(Network network, int batch, INDArray parameters) {
        scope.close();
        pool.releaseAll();
        return new OneDnnGraph(network, batch, parameters, null, pool);
    }

    @Override
    public void close() {
        scope.close();
        pool.close();
    }
}
