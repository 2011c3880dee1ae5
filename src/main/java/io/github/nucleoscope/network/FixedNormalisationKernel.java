package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation with the running mean and variance, in prediction. */
final class FixedNormalisationKernel extends Kernel {

    private final NativeOp forward;

    /** @param input channels last */
    FixedNormalisationKernel(INDArray input, INDArray scales, INDArray shifts, INDArray means, INDArray variances) {
        super(false, input.shape());
        forward = own(NativeOp.of("batchnorm", arrays(input, means, variances, scales, shifts), arrays(output()),
                new double[] {Operation.Normalise.EPSILON}, 1, 1, input.rank() - 1));
    }

    @Override
    void forward() {
        forward.run();
    }

    @Override
    void backward() {
        throw new IllegalStateException("built for prediction only");
    }
}
