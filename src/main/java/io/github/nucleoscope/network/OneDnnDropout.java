package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.random.RandomGenerator.SplittableGenerator;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** Dropout in a program: multiplication of all values by a mask. */
final class OneDnnDropout {

    private final DropoutMask mask;
    private final OneDnnMaps out;

    /** @param inPlace whether the product may overwrite the input's maps */
    OneDnnDropout(OneDnnProgram program, double rate, OneDnnMaps in, boolean inPlace) {
        memory factors = OneDnn.allocate(in.desc());
        mask = new DropoutMask(OneDnn.floats(factors, program.count(in.shape())), program.batch(), rate);
        out = inPlace ? in.inPlace() : program.maps(in.shape(), in.gradient() != null);
        program.forward(product(in.desc(), in.values(), factors, out.values()));
        if (in.gradient() != null) {
            program.backwardGroup().add(product(in.desc(), out.gradient(), factors, in.gradient()));
            program.finish(out);
        }
        program.dropout(this);
    }

    private static OneDnnStep product(memory.desc desc, memory values, memory mask, memory to) {
        binary.primitive_desc product = new binary.primitive_desc(OneDnn.engine(), algorithm.binary_mul.value, desc,
                desc, desc, OneDnnStep.attributes(), false);
        return new OneDnnStep(new binary(product), product).with(DNNL_ARG_SRC_0, values).with(DNNL_ARG_SRC_1, mask)
                .with(DNNL_ARG_DST, to);
    }

    OneDnnMaps out() {
        return out;
    }

    void randomise(SplittableGenerator random, int before) {
        mask.randomise(random, before);
    }
}
