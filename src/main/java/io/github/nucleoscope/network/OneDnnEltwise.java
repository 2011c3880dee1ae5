package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.List;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** Adds element-wise operations to a program. */
final class OneDnnEltwise {

    private OneDnnEltwise() {}

    /** Adds a ReLU, in place if that is allowed. */
    static OneDnnMaps relu(OneDnnProgram program, OneDnnMaps in, boolean inPlace) {
        OneDnnMaps out = inPlace ? in.inPlace() : program.maps(in.shape(), in.gradient() != null);
        eltwise_forward.primitive_desc chosen = reluForward(in.desc());
        program.forward(new OneDnnStep(new eltwise_forward(chosen), chosen)
                .with(DNNL_ARG_SRC, in.values()).with(DNNL_ARG_DST, out.values()));
        if (in.gradient() != null) {
            program.backwardGroup().add(reluBackward(out.desc(), out.values(), out.gradient(), in.gradient()));
            program.finish(out);
        }
        return out;
    }

    /** Computes the gradient of an in-place ReLU from its output, in place. */
    static OneDnnStep reluBackward(OneDnnMaps out) {
        return reluBackward(out.desc(), out.values(), out.gradient(), out.gradient());
    }

    private static OneDnnStep reluBackward(memory.desc desc, memory values, memory gradient, memory inGradient) {
        eltwise_backward.primitive_desc relu = new eltwise_backward.primitive_desc(OneDnn.engine(),
                algorithm.eltwise_relu_use_dst_for_bwd.value, desc, desc, desc, 0, 0, reluForward(desc),
                OneDnnStep.attributes(), false);
        return new OneDnnStep(new eltwise_backward(relu), relu).with(DNNL_ARG_DST, values)
                .with(DNNL_ARG_DIFF_DST, gradient).with(DNNL_ARG_DIFF_SRC, inGradient);
    }

    private static eltwise_forward.primitive_desc reluForward(memory.desc desc) {
        return new eltwise_forward.primitive_desc(OneDnn.engine(), prop_kind.forward_training.value,
                algorithm.eltwise_relu_use_dst_for_bwd.value, desc, desc, 0, 0, OneDnnStep.attributes(), false);
    }

    /**
     * Adds the sum of a residual block.
     *
     * @param shared whether other operations read the shortcut, too
     * @param relu whether a ReLU is fused
     * @param inBody whether the sum may overwrite the body's maps, values and gradient
     */
    static OneDnnMaps sum(OneDnnProgram program, OneDnnMaps body, OneDnnMaps shortcut, boolean shared, boolean relu,
            boolean inBody) {
        OneDnnMaps out = inBody ? body.inPlace()
                : program.maps(body.shape(), body.gradient() != null || shortcut.gradient() != null);
        binary.primitive_desc add = new binary.primitive_desc(OneDnn.engine(), algorithm.binary_add.value,
                body.desc(), body.desc(), body.desc(), OneDnnProgram.afterwards(false, relu), false);
        program.forward(new OneDnnStep(new binary(add), add).with(DNNL_ARG_SRC_0, body.values())
                .with(DNNL_ARG_SRC_1, shortcut.values()).with(DNNL_ARG_DST, out.values()));
        if (out.gradient() == null) {
            return out;
        }
        List<OneDnnStep> steps = program.backwardGroup();
        if (relu) {
            steps.add(reluBackward(out));
        }
        if (!inBody && body.gradient() != null) {
            steps.add(OneDnnStep.reorder(out.gradient(), body.gradient()));
        }
        if (shortcut.gradient() != null && shared) {
            // The sum's gradient is not overwritten before the shortcut's is gathered, so it need not be copied.
            shortcut.gather().add(add(shortcut.desc(), shortcut.gradient(), out.gradient()));
        } else if (shortcut.gradient() != null) {
            steps.add(OneDnnStep.reorder(out.gradient(), shortcut.gradient()));
        }
        program.finish(out);
        return out;
    }

    /** Adds the second to the first. */
    static OneDnnStep add(memory.desc desc, memory to, memory what) {
        binary.primitive_desc add = new binary.primitive_desc(OneDnn.engine(), algorithm.binary_add.value, desc,
                desc, desc, OneDnnStep.attributes(), false);
        return new OneDnnStep(new binary(add), add).with(DNNL_ARG_SRC_0, to).with(DNNL_ARG_SRC_1, what)
                .with(DNNL_ARG_DST, to);
    }
}
