package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inverted dropout. Not part of a network in prediction. */
final class DropoutKernel extends Kernel {

    private final double rate;
    private final FloatBuffer mask;
    private final NativeOp forward;
    private final NativeOp backward;

    /**
     * @param gradient null where the gradient by the input is not wanted
     * @param inPlace whether the output takes the place of the input
     */
    DropoutKernel(INDArray values, INDArray gradient, double rate, boolean inPlace) {
        super(values, gradient, inPlace);
        this.rate = rate;
        INDArray maskArray = own(Nd4j.ones(DataType.FLOAT, values.shape()));
        mask = Floats.of(maskArray);
        forward = own(NativeOp.of("multiply", arrays(values, maskArray), arrays(output())));
        backward = gradient == null ? null
                : own(NativeOp.of("multiply", arrays(outputGradient(), maskArray), arrays(gradient)));
    }

    @Override
    void randomise(RandomGenerator random) {
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < mask.limit(); i++) {
            mask.put(i, random.nextDouble() < rate ? 0 : kept);
        }
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
