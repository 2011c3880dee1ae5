package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.util.random.RandomGenerator.SplittableGenerator;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout, in training only. */
final class DropoutKernel extends Kernel {

    private final DropoutMask mask;
    private final NativeOp forward;
    private final NativeOp backward;

    /**
     * @param gradient gradient of the input; null if it is not needed
     * @param inPlace whether the output overwrites the input
     */
    DropoutKernel(INDArray values, INDArray gradient, double rate, boolean inPlace) {
        super(values, gradient, inPlace);
        INDArray maskArray = own(Nd4j.ones(DataType.FLOAT, values.shape()));
        mask = new DropoutMask(Floats.of(maskArray), (int) values.size(0), rate);
        forward = own(NativeOp.of("multiply", arrays(values, maskArray), arrays(output())));
        backward = gradient == null ? null
                : own(NativeOp.of("multiply", arrays(outputGradient(), maskArray), arrays(gradient)));
    }

    @Override
    void randomise(SplittableGenerator random, int before) {
        mask.randomise(random, before);
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        if (backward != null) {
            backward.run();
        }
    }
}
