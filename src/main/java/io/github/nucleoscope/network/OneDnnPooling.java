package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.List;

import io.github.nucleoscope.network.Layer.Pooling;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Adds poolings to a program. */
final class OneDnnPooling {

    private OneDnnPooling() {}

    /** @param reluGradient whether the gradient of the preceding ReLU is computed here */
    static OneDnnMaps pool(OneDnnProgram program, Pooling window, TensorShape shape, OneDnnMaps in,
            boolean reluGradient) {
        boolean maximum = window.kind() == Pooling.Kind.MAXIMUM;
        int kind = maximum ? algorithm.pooling_max.value : algorithm.pooling_avg_exclude_padding.value;
        long[] kernel = {window.height(), window.width()};
        long[] strides = {window.strideY(), window.strideX()};
        long[] dilation = {0, 0};
        long[] before = {window.padY(), window.padX()};
        long[] after = {
            OneDnnProgram.paddingAfter(in.shape().height(), shape.height(), window.strideY(), window.height(),
                    window.padY()),
            OneDnnProgram.paddingAfter(in.shape().width(), shape.width(), window.strideX(), window.width(),
                    window.padX())};
        OneDnnMaps out = program.maps(shape, in.gradient() != null);
        pooling_forward.primitive_desc chosen = new pooling_forward.primitive_desc(OneDnn.engine(),
                program.propagation(), kind, in.desc(), out.desc(), strides, kernel, dilation,
                before, after, OneDnnStep.attributes(), false);
        OneDnnStep forward = new OneDnnStep(new pooling_forward(chosen), chosen).with(DNNL_ARG_SRC, in.values())
                .with(DNNL_ARG_DST, out.values());
        program.forward(forward);
        memory workspace = null;
        if (program.training() && maximum) {
            workspace = OneDnn.allocate(chosen.workspace_desc());
            forward.with(DNNL_ARG_WORKSPACE, workspace);
        }
        if (out.gradient() != null) {
            List<OneDnnStep> steps = program.backwardGroup();
            if (reluGradient) {
                steps.add(OneDnnEltwise.reluBackward(out));
            }
            pooling_backward.primitive_desc byData = new pooling_backward.primitive_desc(OneDnn.engine(), kind,
                    in.desc(), out.desc(), strides, kernel, dilation, before, after, chosen,
                    OneDnnStep.attributes(), false);
            OneDnnStep backward = new OneDnnStep(new pooling_backward(byData), byData)
                    .with(DNNL_ARG_DIFF_DST, out.gradient()).with(DNNL_ARG_DIFF_SRC, in.gradient());
            if (maximum) {
                backward.with(DNNL_ARG_WORKSPACE, workspace);
            }
            steps.add(backward);
            program.finish(out);
        }
        return out;
    }
}
