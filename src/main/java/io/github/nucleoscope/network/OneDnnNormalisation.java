package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.github.nucleoscope.network.ParameterBlock.Kind;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** Adds batch normalisations to a program. */
final class OneDnnNormalisation {

    private static final float EPSILON = (float) Operation.Normalise.EPSILON;
    private static final int TRAINED = normalization_flags.use_scale.value | normalization_flags.use_shift.value;

    private OneDnnNormalisation() {}

    /**
     * Adds a batch normalisation with the mean and variance of the mini-batch.
     *
     * @param relu whether a ReLU is fused
     */
    static OneDnnMaps train(OneDnnProgram program, Node node, OneDnnMaps in, boolean relu) {
        int flags = TRAINED | (relu ? normalization_flags.fuse_norm_relu.value : 0);
        batch_normalization_forward.primitive_desc chosen = new batch_normalization_forward.primitive_desc(
                OneDnn.engine(), prop_kind.forward_training.value, in.desc(), in.desc(), EPSILON, flags,
                OneDnnStep.attributes(), false);
        OneDnnMaps out = program.maps(in.shape(), true);
        int channels = in.shape().channels();
        memory.desc perChannel = OneDnnProgram.perChannel(channels);
        memory scale = program.parameters(node.parameters(Kind.SCALES), perChannel);
        memory mean = OneDnn.allocate(chosen.mean_desc());
        memory variance = OneDnn.allocate(chosen.variance_desc());
        OneDnnStep forward = new OneDnnStep(new batch_normalization_forward(chosen), chosen)
                .with(DNNL_ARG_SRC, in.values()).with(DNNL_ARG_SCALE, scale)
                .with(DNNL_ARG_SHIFT, program.parameters(node.parameters(Kind.SHIFTS), perChannel))
                .with(DNNL_ARG_MEAN, mean).with(DNNL_ARG_VARIANCE, variance).with(DNNL_ARG_DST, out.values());
        program.forward(forward);
        program.forward(new RunningStatistics(program.parameters(), node, OneDnn.floats(mean, channels),
                OneDnn.floats(variance, channels), program.count(in.shape()) / channels));
        batch_normalization_backward.primitive_desc byData = new batch_normalization_backward.primitive_desc(
                OneDnn.engine(), prop_kind.backward.value, in.desc(), in.desc(), in.desc(), EPSILON, flags, chosen,
                OneDnnStep.attributes(), false);
        OneDnnStep backward = new OneDnnStep(new batch_normalization_backward(byData), byData)
                .with(DNNL_ARG_SRC, in.values()).with(DNNL_ARG_MEAN, mean).with(DNNL_ARG_VARIANCE, variance)
                .with(DNNL_ARG_SCALE, scale).with(DNNL_ARG_DIFF_DST, out.gradient())
                .with(DNNL_ARG_DIFF_SCALE, program.gradient(node.parameters(Kind.SCALES), perChannel))
                .with(DNNL_ARG_DIFF_SHIFT, program.gradient(node.parameters(Kind.SHIFTS), perChannel))
                // oneDNN computes it even if it is not needed.
                .with(DNNL_ARG_DIFF_SRC, in.gradient() == null ? OneDnn.allocate(in.desc()) : in.gradient());
        if (relu) {
            memory workspace = OneDnn.allocate(chosen.workspace_desc());
            forward.with(DNNL_ARG_WORKSPACE, workspace);
            backward.with(DNNL_ARG_WORKSPACE, workspace);
        }
        program.backwardGroup().add(backward);
        program.finish(out);
        return out;
    }

    /** Adds a batch normalisation with the running mean and variance. */
    static OneDnnMaps predict(OneDnnProgram program, Node node, OneDnnMaps in, boolean relu) {
        batch_normalization_forward.primitive_desc chosen = new batch_normalization_forward.primitive_desc(
                OneDnn.engine(), prop_kind.forward_inference.value, in.desc(), in.desc(), EPSILON,
                TRAINED | normalization_flags.use_global_stats.value
                        | (relu ? normalization_flags.fuse_norm_relu.value : 0),
                OneDnnStep.attributes(), false);
        OneDnnMaps out = program.maps(in.shape(), false);
        memory.desc perChannel = OneDnnProgram.perChannel(in.shape().channels());
        program.forward(new OneDnnStep(new batch_normalization_forward(chosen), chosen).with(DNNL_ARG_SRC, in.values())
                .with(DNNL_ARG_SCALE, program.parameters(node.parameters(Kind.SCALES), perChannel))
                .with(DNNL_ARG_SHIFT, program.parameters(node.parameters(Kind.SHIFTS), perChannel))
                .with(DNNL_ARG_MEAN, program.parameters(node.parameters(Kind.MEANS), perChannel))
                .with(DNNL_ARG_VARIANCE, program.parameters(node.parameters(Kind.VARIANCES), perChannel))
                .with(DNNL_ARG_DST, out.values()));
        return out;
    }
}
