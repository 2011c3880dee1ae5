package io.github.nucleoscope.network;

import java.nio.FloatBuffer;

import io.github.nucleoscope.network.ParameterBlock.Kind;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Folds batch normalisation into the preceding convolution, for prediction: both are one affine function per channel.
 */
final class BatchNormalisationFolding implements Runnable {

    private final FloatBuffer weights;
    private final FloatBuffer scales;
    private final FloatBuffer shifts;
    private final FloatBuffer means;
    private final FloatBuffer variances;
    private final FloatBuffer foldedWeights;
    private final FloatBuffer foldedBiases;

    /**
     * @param parameters the flat parameter buffer, read at each run
     * @param foldedWeights receives the folded weights at each run, in the layout of the convolution's weights
     * @param foldedBiases receives one bias per filter at each run
     */
    BatchNormalisationFolding(INDArray parameters, Node convolution, Node normalisation, FloatBuffer foldedWeights,
            FloatBuffer foldedBiases) {
        FloatBuffer all = Floats.of(parameters);
        weights = slice(all, convolution.parameters(Kind.WEIGHTS));
        scales = slice(all, normalisation.parameters(Kind.SCALES));
        shifts = slice(all, normalisation.parameters(Kind.SHIFTS));
        means = slice(all, normalisation.parameters(Kind.MEANS));
        variances = slice(all, normalisation.parameters(Kind.VARIANCES));
        this.foldedWeights = foldedWeights;
        this.foldedBiases = foldedBiases;
    }

    private static FloatBuffer slice(FloatBuffer all, ParameterBlock block) {
        return all.slice(block.offset(), block.length());
    }

    @Override
    public void run() {
        int filters = scales.limit();
        float[] factor = new float[filters];
        for (int c = 0; c < filters; c++) {
            double scale = scales.get(c) / Math.sqrt(variances.get(c) + Operation.Normalise.EPSILON);
            factor[c] = (float) scale;
            foldedBiases.put(c, (float) (shifts.get(c) - means.get(c) * scale));
        }
        float[] row = new float[filters];
        for (int start = 0; start < weights.limit(); start += filters) {
            weights.get(start, row);
            for (int c = 0; c < filters; c++) {
                row[c] *= factor[c];
            }
            foldedWeights.put(start, row);
        }
    }
}
