package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

import io.github.nucleoscope.network.ParameterBlock.Kind;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Updates the running means and variances of a batch normalisation after each mini-batch of the training. */
final class RunningStatistics implements Runnable {

    private final FloatBuffer means;
    private final FloatBuffer variances;
    private final FloatBuffer batchMeans;
    private final FloatBuffer batchVariances;
    private final float unbiased;

    /**
     * @param parameters the flat parameter buffer, which contains the running values
     * @param batchMeans mean of each channel over the mini-batch
     * @param batchVariances biased variance of each channel over the mini-batch
     * @param count number of values of a channel in a mini-batch
     */
    RunningStatistics(INDArray parameters, Node normalisation, FloatBuffer batchMeans, FloatBuffer batchVariances,
            long count) {
        FloatBuffer all = Floats.of(parameters);
        ParameterBlock m = normalisation.parameters(Kind.MEANS);
        ParameterBlock v = normalisation.parameters(Kind.VARIANCES);
        means = all.slice(m.offset(), m.length());
        variances = all.slice(v.offset(), v.length());
        this.batchMeans = batchMeans;
        this.batchVariances = batchVariances;
        // The running variance is an unbiased estimate (Ioffe and Szegedy 2015, algorithm 2).
        unbiased = count > 1 ? (float) ((double) count / (count - 1)) : 1;
    }

    @Override
    public void run() {
        float share = (float) Operation.Normalise.MOMENTUM;
        for (int c = 0; c < means.limit(); c++) {
            means.put(c, means.get(c) + share * (batchMeans.get(c) - means.get(c)));
            variances.put(c, variances.get(c) + share * (unbiased * batchVariances.get(c) - variances.get(c)));
        }
    }
}
