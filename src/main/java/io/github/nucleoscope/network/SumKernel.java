package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of a residual block. */
final class SumKernel extends Kernel {

    private final NativeOp forward;
    private final List<NativeOp> backward = new ArrayList<>();

    /** Gradients are null if they are not needed. */
    SumKernel(INDArray body, INDArray bodyGradient, INDArray shortcut, INDArray shortcutGradient) {
        super(bodyGradient != null || shortcutGradient != null, body.shape());
        forward = own(NativeOp.of("add", arrays(body, shortcut), arrays(output())));
        for (INDArray gradient : new INDArray[] {bodyGradient, shortcutGradient}) {
            if (gradient != null) {
                backward.add(own(NativeOp.of("assign", arrays(gradient, outputGradient()), arrays(gradient))));
            }
        }
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        for (NativeOp copy : backward) {
            copy.run();
        }
    }
}
