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

import io.github.nucleoscope.network.ParameterBlock.Kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.memory;

/** Adds fully connected layers to a program. */
final class OneDnnConnection {

    private OneDnnConnection() {}

    /** @param relu whether a ReLU is fused */
    static OneDnnMaps connect(OneDnnProgram program, Node node, OneDnnMaps in, boolean relu) {
        ParameterBlock weights = node.parameters(Kind.WEIGHTS);
        ParameterBlock biases = node.parameters(Kind.BIASES);
        int units = node.shape().channels();
        long[] weightDims = {units, in.shape().values()};
        memory.desc weightDesc = OneDnn.desc(format_tag.io, weightDims);
        memory.desc inDesc = OneDnn.desc(format_tag.nc, program.batch(), in.shape().values());
        memory.desc biasDesc = OneDnnProgram.perChannel(units);
        memory.desc outDesc = OneDnn.desc(format_tag.nc, program.batch(), units);
        inner_product_forward.primitive_desc chosen = new inner_product_forward.primitive_desc(OneDnn.engine(),
                program.propagation(), inDesc, OneDnn.any(weightDims), biasDesc, outDesc,
                OneDnnProgram.afterwards(false, relu), false);
        memory plainWeights = program.parameters(weights, weightDesc);
        memory loadedWeights = program.loaded(plainWeights, weightDesc, chosen.weights_desc());
        OneDnnMaps out = program.maps(node.shape(), true);
        memory values = OneDnn.as(inDesc, in.values());
        memory outValues = OneDnn.as(outDesc, out.values());
        program.forward(new OneDnnStep(new inner_product_forward(chosen), chosen).with(DNNL_ARG_SRC, values)
                .with(DNNL_ARG_WEIGHTS, loadedWeights).with(DNNL_ARG_BIAS, program.parameters(biases, biasDesc))
                .with(DNNL_ARG_DST, outValues));
        if (!program.training()) {
            return out;
        }
        List<OneDnnStep> steps = program.backwardGroup();
        if (relu) {
            steps.add(OneDnnEltwise.reluBackward(out));
        }
        inner_product_backward_weights.primitive_desc byWeights = new inner_product_backward_weights.primitive_desc(
                OneDnn.engine(), inDesc, OneDnn.any(weightDims), biasDesc, outDesc, chosen,
                OneDnnStep.attributes(), false);
        memory outGradient = OneDnn.as(outDesc, out.gradient());
        memory plainGradient = program.gradient(weights, weightDesc);
        boolean plain = byWeights.diff_weights_desc().equals(weightDesc);
        memory gradient = plain ? plainGradient : OneDnn.allocate(byWeights.diff_weights_desc());
        steps.add(new OneDnnStep(new inner_product_backward_weights(byWeights), byWeights).with(DNNL_ARG_SRC, values)
                .with(DNNL_ARG_DIFF_DST, outGradient).with(DNNL_ARG_DIFF_WEIGHTS, gradient)
                .with(DNNL_ARG_DIFF_BIAS, program.gradient(biases, biasDesc)));
        if (!plain) {
            steps.add(OneDnnStep.reorder(gradient, plainGradient));
        }
        if (in.gradient() != null) {
            inner_product_backward_data.primitive_desc byData = new inner_product_backward_data.primitive_desc(
                    OneDnn.engine(), inDesc, OneDnn.any(weightDims), outDesc, chosen, OneDnnStep.attributes(), false);
            memory backwardWeights = byData.weights_desc().equals(chosen.weights_desc()) ? loadedWeights
                    : program.loaded(plainWeights, weightDesc, byData.weights_desc());
            steps.add(new OneDnnStep(new inner_product_backward_data(byData), byData)
                    .with(DNNL_ARG_DIFF_DST, outGradient)
                    .with(DNNL_ARG_WEIGHTS, backwardWeights)
                    .with(DNNL_ARG_DIFF_SRC, OneDnn.as(inDesc, in.gradient())));
        }
        program.finish(out);
        return out;
    }
}
