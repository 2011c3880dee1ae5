package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.MaxPooling;
import io.github.nucleoscope.network.Layer.Output;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network on oneDNN. Feature maps stay in the blocked layouts that oneDNN chooses, from layer to layer; only the
 * parameters, their gradient, the input and the logits are in plain layouts. ReLU is a part of the convolution or of
 * the fully connected layer before it. Each primitive is made once.
 */
final class OneDnnGraph implements Graph {

    /** Sizes are [batch, channels, height, width] for oneDNN, whatever the layout. */
    private record Maps(memory values, memory gradient, memory.desc desc, TensorShape shape, boolean flat) {}

    private record Mask(memory plain, long count, double rate) {}

    private final PointerScope scope;
    private final int batch;
    private final boolean training;
    private final INDArray parameters;
    private final INDArray gradient;
    private final List<OneDnnStep> forward = new ArrayList<>();
    /** In the order of the layers; run backwards. */
    private final List<List<OneDnnStep>> backward = new ArrayList<>();
    private final List<Mask> masks = new ArrayList<>();
    private final FloatBuffer input;
    private final FloatBuffer logits;
    private final FloatBuffer logitGradient;
    private final List<OneDnnStep> backwardSteps = new ArrayList<>();

    /** See {@link Engine#graph}. */
    OneDnnGraph(Network network, int batch, INDArray parameters, INDArray gradient) {
        this.batch = batch;
        this.parameters = parameters;
        this.gradient = gradient;
        training = gradient != null;
        try (PointerScope building = new PointerScope()) {
            TensorShape shape = network.input();
            memory.desc plain = OneDnn.desc(format_tag.nhwc, batch, shape.channels(), shape.height(), shape.width());
            Maps maps = new Maps(OneDnn.allocate(plain), null, plain, shape, false);
            input = OneDnn.floats(maps.values, (long) batch * shape.values());
            List<Layer> layers = network.architecture().layers();
            for (int i = 0; i < layers.size(); i++) {
                maps = add(network, i, maps);
            }
            logits = OneDnn.floats(maps.values, (long) batch * maps.shape.values());
            logitGradient = training ? OneDnn.floats(maps.gradient, (long) batch * maps.shape.values()) : null;
            scope = building.extend();
        }
        for (int i = backward.size() - 1; i >= 0; i--) {
            backwardSteps.addAll(backward.get(i));
        }
    }

    private Maps add(Network network, int layer, Maps in) {
        Layer what = network.architecture().layers().get(layer);
        if (what instanceof Convolution convolution) {
            return convolution(network, layer, convolution, in);
        }
        if (what instanceof MaxPooling pooling) {
            return pooling(pooling, in);
        }
        if (what instanceof FullyConnected fullyConnected) {
            return dense(network, layer, fullyConnected.units(), true, in);
        }
        if (what instanceof Output output) {
            return dense(network, layer, output.units(), false, in);
        }
        if (what instanceof Dropout dropout) {
            if (training) {
                dropout(dropout, in);
            }
            return in;
        }
        throw new IllegalStateException("oneDNN does not know the layer " + what);
    }

    private Maps convolution(Network network, int layer, Convolution what, Maps in) {
        ParameterBlock weights = block(network, layer, false);
        ParameterBlock biases = block(network, layer, true);
        long[] weightDims = {what.filters(), in.shape.channels(), what.kernelHeight(), what.kernelWidth()};
        TensorShape shape = what.outputOf(in.shape);
        long[] outDims = {batch, what.filters(), shape.height(), shape.width()};
        long[] strides = {1, 1};
        long[] before = {(what.kernelHeight() - 1) / 2, (what.kernelWidth() - 1) / 2};
        long[] after = {what.kernelHeight() / 2, what.kernelWidth() / 2};
        memory.desc biasDesc = OneDnn.desc(format_tag.x, what.filters());
        memory.desc weightDesc = OneDnn.desc(format_tag.hwio, weightDims);
        // The first convolution reads the plain input as it is; later ones say which layout they want.
        boolean first = in.gradient == null;
        memory.desc wanted = first ? in.desc : OneDnn.any(batch, in.shape.channels(), in.shape.height(),
                in.shape.width());
        convolution_forward.primitive_desc chosen = new convolution_forward.primitive_desc(OneDnn.engine(),
                training ? prop_kind.forward_training.value : prop_kind.forward_inference.value,
                algorithm.convolution_direct.value, wanted, OneDnn.any(weightDims), biasDesc, OneDnn.any(outDims),
                strides, before, after, relu(), false);
        Maps source = inLayout(in, chosen.src_desc());
        memory plainWeights = OneDnn.view(parameters, weights.offset(), weightDesc);
        memory plainBiases = OneDnn.view(parameters, biases.offset(), biasDesc);
        memory blockedWeights = inLayout(plainWeights, weightDesc, chosen.weights_desc(), forward);
        Maps out = maps(chosen.dst_desc(), shape, training);
        forward.add(new OneDnnStep(new convolution_forward(chosen)).with(DNNL_ARG_SRC, source.values)
                .with(DNNL_ARG_WEIGHTS, blockedWeights).with(DNNL_ARG_BIAS, plainBiases)
                .with(DNNL_ARG_DST, out.values));
        if (training) {
            List<OneDnnStep> steps = begin(network, layer, out);
            convolution_backward_weights.primitive_desc byWeights = new convolution_backward_weights.primitive_desc(
                    OneDnn.engine(), algorithm.convolution_direct.value, source.desc, OneDnn.any(weightDims), biasDesc,
                    out.desc, strides, before, after, chosen);
            memory weightGradient = OneDnn.view(gradient, weights.offset(), weightDesc);
            boolean plain = byWeights.diff_weights_desc().equals(weightDesc);
            memory blockedGradient = plain ? weightGradient : OneDnn.allocate(byWeights.diff_weights_desc());
            steps.add(new OneDnnStep(new convolution_backward_weights(byWeights)).with(DNNL_ARG_SRC, source.values)
                    .with(DNNL_ARG_DIFF_DST, out.gradient).with(DNNL_ARG_DIFF_WEIGHTS, blockedGradient)
                    .with(DNNL_ARG_DIFF_BIAS, OneDnn.view(gradient, biases.offset(), biasDesc)));
            if (!plain) {
                steps.add(OneDnnStep.reorder(blockedGradient, weightGradient));
            }
            if (source.gradient != null) {
                convolution_backward_data.primitive_desc byData = new convolution_backward_data.primitive_desc(
                        OneDnn.engine(), algorithm.convolution_direct.value, source.desc, OneDnn.any(weightDims),
                        out.desc, strides, before, after, chosen);
                memory backwardWeights = byData.weights_desc().equals(chosen.weights_desc()) ? blockedWeights
                        : inLayout(plainWeights, weightDesc, byData.weights_desc(), steps);
                steps.add(new OneDnnStep(new convolution_backward_data(byData)).with(DNNL_ARG_DIFF_DST, out.gradient)
                        .with(DNNL_ARG_WEIGHTS, backwardWeights).with(DNNL_ARG_DIFF_SRC, source.gradient));
            }
        }
        return out;
    }

    /** Begins a layer's backward steps: where its output went through ReLU, the gradient does first. */
    private List<OneDnnStep> begin(Network network, int layer, Maps out) {
        List<OneDnnStep> steps = new ArrayList<>();
        backward.add(steps);
        List<Layer> layers = network.architecture().layers();
        boolean pooled = layer + 1 < layers.size() && layers.get(layer + 1) instanceof MaxPooling
                && layers.get(layer) instanceof Convolution;
        // A maximum that is 0 passes no gradient: the pooling has done it, on a fraction of the pixels.
        if (!pooled) {
            steps.add(reluBackward(out));
        }
        return steps;
    }

    private static OneDnnStep reluBackward(Maps out) {
        eltwise_forward.primitive_desc hint = new eltwise_forward.primitive_desc(OneDnn.engine(),
                prop_kind.forward_training.value, algorithm.eltwise_relu_use_dst_for_bwd.value, out.desc, out.desc, 0,
                0);
        eltwise_backward.primitive_desc relu = new eltwise_backward.primitive_desc(OneDnn.engine(),
                algorithm.eltwise_relu_use_dst_for_bwd.value, out.desc, out.desc, out.desc, 0, 0, hint);
        return new OneDnnStep(new eltwise_backward(relu)).with(DNNL_ARG_DST, out.values)
                .with(DNNL_ARG_DIFF_DST, out.gradient).with(DNNL_ARG_DIFF_SRC, out.gradient);
    }

    private Maps pooling(MaxPooling what, Maps in) {
        TensorShape shape = what.outputOf(in.shape);
        long[] dims = {batch, shape.channels(), shape.height(), shape.width()};
        long[] kernel = {what.height(), what.width()};
        long[] none = {0, 0};
        pooling_forward.primitive_desc chosen = new pooling_forward.primitive_desc(OneDnn.engine(),
                training ? prop_kind.forward_training.value : prop_kind.forward_inference.value,
                algorithm.pooling_max.value, in.desc, OneDnn.any(dims), kernel, kernel, none, none, none);
        Maps out = maps(chosen.dst_desc(), shape, in.gradient != null);
        OneDnnStep step = new OneDnnStep(new pooling_forward(chosen)).with(DNNL_ARG_SRC, in.values)
                .with(DNNL_ARG_DST, out.values);
        forward.add(step);
        if (training) {
            memory workspace = OneDnn.allocate(chosen.workspace_desc());
            step.with(DNNL_ARG_WORKSPACE, workspace);
            if (in.gradient != null) {
                pooling_backward.primitive_desc byData = new pooling_backward.primitive_desc(OneDnn.engine(),
                        algorithm.pooling_max.value, in.desc, out.desc, kernel, kernel, none, none, none, chosen);
                List<OneDnnStep> steps = new ArrayList<>();
                steps.add(reluBackward(out));
                steps.add(new OneDnnStep(new pooling_backward(byData)).with(DNNL_ARG_DIFF_DST, out.gradient)
                        .with(DNNL_ARG_WORKSPACE, workspace).with(DNNL_ARG_DIFF_SRC, in.gradient));
                backward.add(steps);
            }
        }
        return out;
    }

    private Maps dense(Network network, int layer, int units, boolean relu, Maps in) {
        ParameterBlock weights = block(network, layer, false);
        ParameterBlock biases = block(network, layer, true);
        TensorShape s = in.shape;
        long[] weightDims = in.flat ? new long[] {units, s.values()}
                : new long[] {units, s.channels(), s.height(), s.width()};
        memory.desc weightDesc = OneDnn.desc(in.flat ? format_tag.io : format_tag.hwio, weightDims);
        memory.desc biasDesc = OneDnn.desc(format_tag.x, units);
        memory.desc outDesc = OneDnn.desc(format_tag.nc, batch, units);
        inner_product_forward.primitive_desc chosen = new inner_product_forward.primitive_desc(OneDnn.engine(),
                training ? prop_kind.forward_training.value : prop_kind.forward_inference.value, in.desc,
                OneDnn.any(weightDims), biasDesc, outDesc, relu ? relu() : new primitive_attr(), false);
        memory plainWeights = OneDnn.view(parameters, weights.offset(), weightDesc);
        memory blockedWeights = inLayout(plainWeights, weightDesc, chosen.weights_desc(), forward);
        Maps out = new Maps(OneDnn.allocate(outDesc), training ? OneDnn.allocate(outDesc) : null, outDesc,
                new TensorShape(1, 1, units), true);
        forward.add(new OneDnnStep(new inner_product_forward(chosen)).with(DNNL_ARG_SRC, in.values)
                .with(DNNL_ARG_WEIGHTS, blockedWeights)
                .with(DNNL_ARG_BIAS, OneDnn.view(parameters, biases.offset(), biasDesc))
                .with(DNNL_ARG_DST, out.values));
        if (training) {
            List<OneDnnStep> steps = new ArrayList<>();
            backward.add(steps);
            if (relu) {
                steps.add(reluBackward(out));
            }
            inner_product_backward_weights.primitive_desc byWeights =
                    new inner_product_backward_weights.primitive_desc(OneDnn.engine(), in.desc, OneDnn.any(weightDims),
                            biasDesc, outDesc, chosen);
            memory weightGradient = OneDnn.view(gradient, weights.offset(), weightDesc);
            boolean plain = byWeights.diff_weights_desc().equals(weightDesc);
            memory blockedGradient = plain ? weightGradient : OneDnn.allocate(byWeights.diff_weights_desc());
            steps.add(new OneDnnStep(new inner_product_backward_weights(byWeights)).with(DNNL_ARG_SRC, in.values)
                    .with(DNNL_ARG_DIFF_DST, out.gradient).with(DNNL_ARG_DIFF_WEIGHTS, blockedGradient)
                    .with(DNNL_ARG_DIFF_BIAS, OneDnn.view(gradient, biases.offset(), biasDesc)));
            if (!plain) {
                steps.add(OneDnnStep.reorder(blockedGradient, weightGradient));
            }
            if (in.gradient != null) {
                inner_product_backward_data.primitive_desc byData = new inner_product_backward_data.primitive_desc(
                        OneDnn.engine(), in.desc, OneDnn.any(weightDims), outDesc, chosen);
                memory backwardWeights = byData.weights_desc().equals(chosen.weights_desc()) ? blockedWeights
                        : inLayout(plainWeights, weightDesc, byData.weights_desc(), steps);
                steps.add(new OneDnnStep(new inner_product_backward_data(byData))
                        .with(DNNL_ARG_DIFF_DST, out.gradient).with(DNNL_ARG_WEIGHTS, backwardWeights)
                        .with(DNNL_ARG_DIFF_SRC, in.gradient));
            }
        }
        return out;
    }

    private void dropout(Dropout what, Maps in) {
        long count = (long) batch * in.shape.values();
        memory.desc plainDesc = in.flat ? OneDnn.desc(format_tag.nc, batch, in.shape.values())
                : OneDnn.desc(format_tag.nhwc, batch, in.shape.channels(), in.shape.height(), in.shape.width());
        memory plain = OneDnn.allocate(plainDesc);
        memory blocked = inLayout(plain, plainDesc, in.desc, forward);
        binary.primitive_desc product = new binary.primitive_desc(OneDnn.engine(), algorithm.binary_mul.value, in.desc,
                in.desc, in.desc);
        forward.add(new OneDnnStep(new binary(product)).with(DNNL_ARG_SRC_0, in.values).with(DNNL_ARG_SRC_1, blocked)
                .with(DNNL_ARG_DST, in.values));
        if (in.gradient != null) {
            backward.add(List.of(new OneDnnStep(new binary(product)).with(DNNL_ARG_SRC_0, in.gradient)
                    .with(DNNL_ARG_SRC_1, blocked).with(DNNL_ARG_DST, in.gradient)));
        }
        masks.add(new Mask(plain, count, what.rate()));
    }

    private static primitive_attr relu() {
        post_ops after = new post_ops();
        after.append_eltwise(algorithm.eltwise_relu, 0, 0);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        return attributes;
    }

    private static Maps maps(memory.desc desc, TensorShape shape, boolean withGradient) {
        return new Maps(OneDnn.allocate(desc), withGradient ? OneDnn.allocate(desc) : null, desc, shape, false);
    }

    /** The maps in another layout: themselves where they have it, otherwise a copy made anew in each pass. */
    private Maps inLayout(Maps maps, memory.desc wanted) {
        if (maps.desc.equals(wanted)) {
            return maps;
        }
        memory values = OneDnn.allocate(wanted);
        forward.add(OneDnnStep.reorder(maps.values, values));
        memory gradientCopy = null;
        if (maps.gradient != null) {
            gradientCopy = OneDnn.allocate(wanted);
            backward.add(List.of(OneDnnStep.reorder(gradientCopy, maps.gradient)));
        }
        return new Maps(values, gradientCopy, wanted, maps.shape, maps.flat);
    }

    private static memory inLayout(memory values, memory.desc has, memory.desc wanted, List<OneDnnStep> steps) {
        if (has.equals(wanted)) {
            return values;
        }
        memory copy = OneDnn.allocate(wanted);
        steps.add(OneDnnStep.reorder(values, copy));
        return copy;
    }

    private static ParameterBlock block(Network network, int layer, boolean bias) {
        return network.blocks().stream().filter(b -> b.layer() == layer && b.isBias() == bias).findFirst()
                .orElseThrow();
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
    public void randomise(RandomGenerator random) {
        for (Mask mask : masks) {
            FloatBuffer plain = OneDnn.floats(mask.plain, mask.count);
            float kept = (float) (1 / (1 - mask.rate));
            for (int i = 0; i < plain.limit(); i++) {
                plain.put(i, random.nextDouble() < mask.rate ? 0 : kept);
            }
        }
    }

    @Override
    public void forward() {
        for (OneDnnStep step : forward) {
            step.run();
        }
        OneDnn.stream()._wait();
    }

    @Override
    public void backward() {
        for (OneDnnStep step : backwardSteps) {
            step.run();
        }
        OneDnn.stream()._wait();
    }

    @Override
    public void close() {
        scope.close();
    }
}
