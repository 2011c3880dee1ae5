package io.github.nucleoscope.network;

import static io.github.nucleoscope.network.NativeOp.arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batch normalisation with the mean and variance of the mini-batch, in training. */
final class NormalisationKernel extends Kernel {

    private final NativeOp moments;
    private final NativeOp forward;
    private final RunningStatistics running;
    private final NativeOp backward;

    /**
     * @param input channels last
     * @param inputGradient null if it is not needed
     * @param parameters the flat parameter buffer with the running mean and variance of the node
     */
    NormalisationKernel(INDArray input, INDArray inputGradient, INDArray parameters, Node node, INDArray scales,
            INDArray shifts, INDArray scaleGradient, INDArray shiftGradient) {
        super(true, input.shape());
        int channelAxis = input.rank() - 1;
        long channels = input.size(channelAxis);
        long[] allOtherAxes = new long[channelAxis];
        for (int axis = 0; axis < channelAxis; axis++) {
            allOtherAxes[axis] = axis;
        }
        INDArray means = own(Nd4j.create(DataType.FLOAT, channels));
        INDArray variances = own(Nd4j.create(DataType.FLOAT, channels));
        moments = own(NativeOp.of("moments", arrays(input), arrays(means, variances), allOtherAxes));
        running = new RunningStatistics(parameters, node, Floats.of(means), Floats.of(variances),
                input.length() / channels);
        forward = own(NativeOp.of("batchnorm", arrays(input, means, variances, scales, shifts), arrays(output()),
                new double[] {Operation.Normalise.EPSILON}, 1, 1, channelAxis));
        INDArray byInput = inputGradient != null ? inputGradient
                : own(Nd4j.createUninitialized(DataType.FLOAT, input.shape()));
        INDArray unusedMeans = own(Nd4j.create(DataType.FLOAT, channels));
        INDArray unusedVariances = own(Nd4j.create(DataType.FLOAT, channels));
        backward = own(NativeOp.of("batchnorm_bp",
                arrays(input, means, variances, scales, shifts, outputGradient()),
                arrays(byInput, unusedMeans, unusedVariances, scaleGradient, shiftGradient),
                new double[] {Operation.Normalise.EPSILON}, 1, 1, channelAxis));
    }

    @Override
    void forward() {
        moments.run();
        forward.run();
        running.run();
    }

    @Override
    void backward() {
        backward.run();
    }
}
