package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.ParameterBlock.Kind;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;

/** Puts convolutions into a program. */
final class OneDnnConvolution {

    private static final int DIRECT = algorithm.convolution_direct.value;

    private final OneDnnProgram program;
    private final OneDnnMaps in;
    private final memory.desc wanted;
    private final TensorShape outShape;
    private final long[] weightDims;
    private final memory.desc plainWeightDesc;
    private final long[] strides;
    private final long[] before;
    private final long[] after;

    /** @param ofImage whether the input is the image, which is read in the layout that it has */
    OneDnnConvolution(OneDnnProgram program, OneDnnMaps in, boolean ofImage, TensorShape outShape, int kernelHeight,
            int kernelWidth, int stride) {
        this.program = program;
        this.in = in;
        wanted = ofImage ? in.desc() : OneDnn.any(program.dims(in.shape()));
        this.outShape = outShape;
        weightDims = new long[] {outShape.channels(), in.shape().channels(), kernelHeight, kernelWidth};
        plainWeightDesc = OneDnn.desc(format_tag.hwio, weightDims);
        strides = new long[] {stride, stride};
        before = new long[] {(kernelHeight - 1) / 2, (kernelWidth - 1) / 2};
        after = new long[] {after(in.shape().height(), outShape.height(), stride, kernelHeight),
            after(in.shape().width(), outShape.width(), stride, kernelWidth)};
    }

    private static long after(int in, int out, int stride, int kernel) {
        return Math.max(0, (long) (out - 1) * stride + kernel - in - (kernel - 1) / 2);
    }

    /** The layout of a node's weights in the flat buffer. */
    memory.desc plainWeightDesc() {
        return plainWeightDesc;
    }

    /**
     * With the node's own weights and biases, for training.
     *
     * @param reluFused whether ReLU is done in the same pass
     * @param reluGradient whether its gradient is done here, too
     */
    OneDnnMaps train(Node node, boolean reluFused, boolean reluGradient) {
        ParameterBlock weights = node.parameters(Kind.WEIGHTS);
        boolean biased = ((Convolve) node.operation()).biased();
        memory plainWeights = program.parameters(weights, plainWeightDesc);
        memory biases = biased ? program.parameters(node.parameters(Kind.BIASES), biasDesc()) : null;
        Layers layers = forward(plainWeights, biases, null, false, reluFused);
        OneDnnMaps out = layers.out;
        List<OneDnnStep> steps = program.backwardGroup();
        if (reluFused && reluGradient) {
            steps.add(OneDnnEltwise.reluBackward(out));
        }
        convolution_backward_weights.primitive_desc byWeights = biased
                ? new convolution_backward_weights.primitive_desc(OneDnn.engine(), DIRECT, layers.source.desc(),
                        OneDnn.any(weightDims), biasDesc(), out.desc(), strides, before, after, layers.chosen)
                : new convolution_backward_weights.primitive_desc(OneDnn.engine(), DIRECT, layers.source.desc(),
                        OneDnn.any(weightDims), out.desc(), strides, before, after, layers.chosen);
        memory plainGradient = program.gradient(weights, plainWeightDesc);
        boolean plain = byWeights.diff_weights_desc().equals(plainWeightDesc);
        memory gradient = plain ? plainGradient : OneDnn.allocate(byWeights.diff_weights_desc());
        OneDnnStep step = new OneDnnStep(new convolution_backward_weights(byWeights))
                .with(DNNL_ARG_SRC, layers.source.values()).with(DNNL_ARG_DIFF_DST, out.gradient())
                .with(DNNL_ARG_DIFF_WEIGHTS, gradient);
        if (biased) {
            step.with(DNNL_ARG_DIFF_BIAS, program.gradient(node.parameters(Kind.BIASES), biasDesc()));
        }
        steps.add(step);
        if (!plain) {
            steps.add(OneDnnStep.reorder(gradient, plainGradient));
        }
        backwardByData(layers, plainWeights, steps);
        program.finish(out);
        return out;
    }

    /** With weights that nothing trains, without biases. */
    OneDnnMaps constant(memory plainWeights) {
        Layers layers = forward(plainWeights, null, null, in.gradient() == null, false);
        if (layers.out.gradient() != null) {
            backwardByData(layers, plainWeights, program.backwardGroup());
            program.finish(layers.out);
        }
        return layers.out;
    }

    /**
     * For prediction.
     *
     * @param biases null where there are none
     * @param into maps that the result is added to and that it lies in then; null where it has maps of its own
     */
    OneDnnMaps predict(memory plainWeights, memory biases, OneDnnMaps into, boolean relu) {
        return forward(plainWeights, biases, into, true, relu).out;
    }

    private record Layers(convolution_forward.primitive_desc chosen, OneDnnMaps source, OneDnnMaps out,
            memory weights) {}

    private Layers forward(memory plainWeights, memory biases, OneDnnMaps into, boolean withoutGradient,
            boolean relu) {
        memory.desc target = into == null ? OneDnn.any(program.dims(outShape)) : into.desc();
        primitive_attr afterwards = OneDnnProgram.afterwards(into != null, relu);
        convolution_forward.primitive_desc chosen = biases == null
                ? new convolution_forward.primitive_desc(OneDnn.engine(), program.propagation(), DIRECT, wanted,
                        OneDnn.any(weightDims), target, strides, before, after, afterwards, false)
                : new convolution_forward.primitive_desc(OneDnn.engine(), program.propagation(), DIRECT, wanted,
                        OneDnn.any(weightDims), biasDesc(), target, strides, before, after, afterwards, false);
        OneDnnMaps source = program.inLayout(in, chosen.src_desc());
        OneDnnMaps out = into == null ? program.maps(chosen.dst_desc(), outShape, false, !withoutGradient) : into;
        memory weights = program.loaded(plainWeights, plainWeightDesc, chosen.weights_desc());
        OneDnnStep step = new OneDnnStep(new convolution_forward(chosen)).with(DNNL_ARG_SRC, source.values())
                .with(DNNL_ARG_WEIGHTS, weights).with(DNNL_ARG_DST, out.values());
        if (biases != null) {
            step.with(DNNL_ARG_BIAS, biases);
        }
        program.forward(step);
        return new Layers(chosen, source, out, weights);
    }

    private void backwardByData(Layers layers, memory plainWeights, List<OneDnnStep> steps) {
        if (layers.source.gradient() == null) {
            return;
        }
        convolution_backward_data.primitive_desc byData = new convolution_backward_data.primitive_desc(
                OneDnn.engine(), DIRECT, layers.source.desc(), OneDnn.any(weightDims), layers.out.desc(), strides,
                before, after, layers.chosen);
        memory weights = byData.weights_desc().equals(layers.chosen.weights_desc()) ? layers.weights
                : program.loaded(plainWeights, plainWeightDesc, byData.weights_desc());
        steps.add(new OneDnnStep(new convolution_backward_data(byData)).with(DNNL_ARG_DIFF_DST, layers.out.gradient())
                .with(DNNL_ARG_WEIGHTS, weights).with(DNNL_ARG_DIFF_SRC, layers.source.gradient()));
    }

    private memory.desc biasDesc() {
        return OneDnnProgram.perChannel(outShape.channels());
    }

    /** Weights and biases of a convolution and the batch normalisation after it as those of one convolution. */
    static final class Folded {

        private final memory weights;
        private final memory biases;

        Folded(OneDnnProgram program, Node convolution, Node normalisation, memory.desc plainWeightDesc) {
            Optional<ParameterBlock> ownBiases = convolution.parameters().stream()
                    .filter(block -> block.kind() == Kind.BIASES).findFirst();
            if (ownBiases.isPresent()) {
                throw new IllegalStateException("a convolution before a batch normalisation has no biases");
            }
            weights = OneDnn.allocate(plainWeightDesc);
            int channels = normalisation.shape().channels();
            biases = OneDnn.allocate(OneDnnProgram.perChannel(channels));
            program.load(new BatchNormalisationFolding(program.parameters(), convolution, normalisation,
                    OneDnn.floats(weights, convolution.parameters(Kind.WEIGHTS).length()),
                    OneDnn.floats(biases, channels)));
        }

        memory weights() {
            return weights;
        }

        memory biases() {
            return biases;
        }
    }
}
