package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;

/**
 * Adds nearest-neighbour upsampling to a program. JavaCPP has only the C API of oneDNN's resampling, which returns
 * status codes.
 */
final class OneDnnUpsampling {

    private static final int NEAREST = algorithm.resampling_nearest.value;

    private OneDnnUpsampling() {}

    /** @param shape shape of the result; its height and width are multiples of the input's */
    static OneDnnMaps upsample(OneDnnProgram program, TensorShape shape, OneDnnMaps in) {
        OneDnnMaps out = program.maps(shape, in.gradient() != null);
        primitive_desc forward = forward(program.propagation(), in.desc(), out.desc());
        program.forward(new OneDnnStep(new primitive(forward), forward).with(DNNL_ARG_SRC, in.values())
                .with(DNNL_ARG_DST, out.values()));
        if (out.gradient() != null) {
            primitive_desc backward = backward(in.desc(), out.desc(), forward);
            program.backwardGroup().add(new OneDnnStep(new primitive(backward), backward)
                    .with(DNNL_ARG_DIFF_DST, out.gradient()).with(DNNL_ARG_DIFF_SRC, in.gradient()));
            program.finish(out);
        }
        return out;
    }

    private static primitive_desc forward(int propagation, memory.desc from, memory.desc to) {
        dnnl_primitive_desc made = new dnnl_primitive_desc();
        return checked(made, dnnl.dnnl_resampling_forward_primitive_desc_create(made, OneDnn.engine().get(),
                propagation, NEAREST, (float[]) null, from.get(), to.get(), OneDnnStep.attributes().get()));
    }

    private static primitive_desc backward(memory.desc from, memory.desc to, primitive_desc forward) {
        dnnl_primitive_desc made = new dnnl_primitive_desc();
        return checked(made, dnnl.dnnl_resampling_backward_primitive_desc_create(made, OneDnn.engine().get(),
                NEAREST, (float[]) null, from.get(), to.get(), forward.get(), OneDnnStep.attributes().get()));
    }

    private static primitive_desc checked(dnnl_primitive_desc made, int status) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN cannot create an upsampling: status " + status);
        }
        return new primitive_desc(made);
    }
}
