package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import java.util.Optional;

import io.github.nucleoscope.network.Operation.Convolve;
import io.github.nucleoscope.network.ParameterBlock.Kind;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** Adds convolutions to a program. */
final class OneDnnConvolution {

    private static final int DIRECT = algorithm.convolution_direct.value;

    private final OneDnnProgram program;
    private final OneDnnMaps in;
    private final TensorShape outShape;
    private final long[] weightDims;
    private final memory.desc plainWeightDesc;
    private final long[] strides;
    private final long[] before;
    private final long[] after;

    OneDnnConvolution(OneDnnProgram program, OneDnnMaps in, TensorShape outShape, int kernelHeight, int kernelWidth,
            int stride) {
        this.program = program;
        this.in = in;
        this.outShape = outShape;
        weightDims = new long[] {outShape.channels(), in.shape().channels(), kernelHeight, kernelWidth};
        plainWeightDesc = OneDnn.desc(format_tag.hwio, weightDims);
        strides = new long[] {stride, stride};
        before = new long[] {(kernelHeight - 1) / 2, (kernelWidth - 1) / 2};
        after = new long[] {
            OneDnnProgram.paddingAfter(in.shape().height(), outShape.height(), stride, kernelHeight,
                    (kernelHeight - 1) / 2),
            OneDnnProgram.paddingAfter(in.shape().width(), outShape.width(), stride, kernelWidth,
                    (kernelWidth - 1) / 2)};
    }

    /** Returns the layout of a node's weights in the flat parameter buffer. */
    memory.desc plainWeightDesc() {
        return plainWeightDesc;
    }

    /**
     * Adds a convolution for training, with the node's own weights and biases.
     *
     * @param reluFused whether a ReLU is fused
     * @param reluGradient whether its gradient is computed here, too
     */
    OneDnnMaps train(Node node, boolean reluFused, boolean reluGradient) {
        ParameterBlock weights = node.parameters(Kind.WEIGHTS);
        boolean biased = ((Convolve) node.operation()).biased();
        memory plainWeights = program.parameters(weights, plainWeightDesc);
        memory biases = biased ? program.parameters(node.parameters(Kind.BIASES), biasDesc()) : null;
        OneDnnMaps out = program.maps(outShape, true);
        Forward forward = forward(plainWeights, biases, out, false, reluFused);
        List<OneDnnStep> steps = program.backwardGroup();
        if (reluFused && reluGradient) {
            steps.add(OneDnnEltwise.reluBackward(out));
        }
        convolution_backward_weights.primitive_desc byWeights = biased
                ? new convolution_backward_weights.primitive_desc(OneDnn.engine(), DIRECT, in.desc(),
                        OneDnn.any(weightDims), biasDesc(), out.desc(), strides, before, after, forward.chosen,
                        OneDnnStep.attributes(), false)
                : new convolution_backward_weights.primitive_desc(OneDnn.engine(), DIRECT, in.desc(),
                        OneDnn.any(weightDims), out.desc(), strides, before, after, forward.chosen,
                        OneDnnStep.attributes(), false);
        leaveOutCopying(byWeights);
        memory plainGradient = program.gradient(weights, plainWeightDesc);
        boolean plain = byWeights.diff_weights_desc().equals(plainWeightDesc);
        memory gradient = plain ? plainGradient : OneDnn.allocate(byWeights.diff_weights_desc());
        OneDnnStep step = new OneDnnStep(new convolution_backward_weights(byWeights), byWeights)
                .with(DNNL_ARG_SRC, in.values()).with(DNNL_ARG_DIFF_DST, out.gradient())
                .with(DNNL_ARG_DIFF_WEIGHTS, gradient);
        if (biased) {
            step.with(DNNL_ARG_DIFF_BIAS, program.gradient(node.parameters(Kind.BIASES), biasDesc()));
        }
        steps.add(step);
        if (!plain) {
            steps.add(OneDnnStep.reorder(gradient, plainGradient));
        }
        backwardByData(forward, out, plainWeights, steps);
        program.finish(out);
        return out;
    }

    /**
     * Replaces an implementation for kernels of 1x1 that first copies every second pixel of its input to scratch
     * memory: in oneDNN 3.3 it writes past the end of that memory when the maps have fewer channels than a vector has
     * floats (it advances by whole blocks of channels in memory that was reserved for the channels there are).
     */
    private void leaveOutCopying(convolution_backward_weights.primitive_desc chosen) {
        boolean copies = strides[0] > 1 && weightDims[2] == 1 && weightDims[3] == 1;
        while (copies && chosen.impl_info_str().getString().contains("1x1")) {
            if (!chosen.next_impl()) {
                throw new IllegalStateException("oneDNN has no other implementation of a strided 1x1 convolution");
            }
        }
    }

    /** Adds a convolution with constant weights and without biases. */
    OneDnnMaps constant(memory plainWeights) {
        OneDnnMaps out = program.maps(outShape, in.gradient() != null);
        Forward forward = forward(plainWeights, null, out, false, false);
        if (out.gradient() != null) {
            backwardByData(forward, out, plainWeights, program.backwardGroup());
            program.finish(out);
        }
        return out;
    }

    /**
     * Adds a convolution for prediction.
     *
     * @param biases null if there are none
     * @param into maps in which the result is accumulated; null for new maps
     * @param relu whether a ReLU is fused
     */
    OneDnnMaps predict(memory plainWeights, memory biases, OneDnnMaps into, boolean relu) {
        OneDnnMaps out = into == null ? program.maps(outShape, false) : into;
        forward(plainWeights, biases, out, into != null, relu);
        return out;
    }

    private record Forward(convolution_forward.primitive_desc chosen, memory weights) {}

    private Forward forward(memory plainWeights, memory biases, OneDnnMaps out, boolean sum, boolean relu) {
        primitive_attr afterwards = OneDnnProgram.afterwards(sum, relu);
        convolution_forward.primitive_desc chosen = biases == null
                ? new convolution_forward.primitive_desc(OneDnn.engine(), program.propagation(), DIRECT, in.desc(),
                        OneDnn.any(weightDims), out.desc(), strides, before, after, afterwards, false)
                : new convolution_forward.primitive_desc(OneDnn.engine(), program.propagation(), DIRECT, in.desc(),
                        OneDnn.any(weightDims), biasDesc(), out.desc(), strides, before, after, afterwards, false);
        memory weights = program.loaded(plainWeights, plainWeightDesc, chosen.weights_desc());
        OneDnnStep step = new OneDnnStep(new convolution_forward(chosen), chosen).with(DNNL_ARG_SRC, in.values())
                .with(DNNL_ARG_WEIGHTS, weights).with(DNNL_ARG_DST, out.values());
        if (biases != null) {
            step.with(DNNL_ARG_BIAS, biases);
        }
        program.forward(step);
        return new Forward(chosen, weights);
    }

    private void backwardByData(Forward forward, OneDnnMaps out, memory plainWeights, List<OneDnnStep> steps) {
        if (in.gradient() == null) {
            return;
        }
        convolution_backward_data.primitive_desc byData = new convolution_backward_data.primitive_desc(
                OneDnn.engine(), DIRECT, in.desc(), OneDnn.any(weightDims), out.desc(), strides, before, after,
                forward.chosen, OneDnnStep.attributes(), false);
        memory weights = byData.weights_desc().equals(forward.chosen.weights_desc()) ? forward.weights
                : program.loaded(plainWeights, plainWeightDesc, byData.weights_desc());
        steps.add(new OneDnnStep(new convolution_backward_data(byData), byData).with(DNNL_ARG_DIFF_DST, out.gradient())
                .with(DNNL_ARG_WEIGHTS, weights).with(DNNL_ARG_DIFF_SRC, in.gradient()));
    }

    private memory.desc biasDesc() {
        return OneDnnProgram.perChannel(outShape.channels());
    }

    /** Weights and biases of a convolution with the following batch normalisation folded into it. */
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
