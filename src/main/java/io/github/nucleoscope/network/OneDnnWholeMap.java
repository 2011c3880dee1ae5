package io.github.nucleoscope.network;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.nio.FloatBuffer;

import io.github.nucleoscope.network.Operation.Convolve;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.memory;

/**
 * Computes a convolution on very small maps as a fully connected layer, in prediction: in the last layers of deep
 * networks each output depends on every pixel. The matrix product uses the processor much better than windows on 2x2
 * pixels.
 */
final class OneDnnWholeMap {

    /** Larger matrices, which have more values than the kernels, would not stay in the cache between mini-batches. */
    private static final long MOST_WEIGHTS = 1 << 20;

    private OneDnnWholeMap() {}

    /** Whether each output of the convolution depends on every pixel, and the matrix is small enough to be faster. */
    static boolean suits(TensorShape in, TensorShape out, Convolve c) {
        return c.stride() == 1 && in.height() <= (c.kernelHeight() + 1) / 2 && in.width() <= (c.kernelWidth() + 1) / 2
                && (long) in.values() * out.values() <= MOST_WEIGHTS;
    }

    /**
     * Adds a convolution for prediction, see {@link OneDnnConvolution#predict}.
     *
     * @param windows weights [kernel height, kernel width, channels, filters], read at each load, after the load steps
     *     that were added before
     * @param biases one for each filter; null if there are none
     */
    static OneDnnMaps predict(OneDnnProgram program, OneDnnMaps in, TensorShape outShape, Convolve c, memory windows,
            memory biases, OneDnnMaps into, boolean relu) {
        int inputs = in.shape().values();
        int outputs = outShape.values();
        memory.desc inDesc = OneDnn.desc(format_tag.nc, program.batch(), inputs);
        memory.desc outDesc = OneDnn.desc(format_tag.nc, program.batch(), outputs);
        long[] weightDims = {outputs, inputs};
        memory.desc matrixDesc = OneDnn.desc(format_tag.io, weightDims);
        inner_product_forward.primitive_desc chosen = new inner_product_forward.primitive_desc(OneDnn.engine(),
                program.propagation(), inDesc, OneDnn.any(weightDims), OneDnnProgram.perChannel(outputs), outDesc,
                OneDnnProgram.afterwards(into != null, relu), false);
        memory matrix = OneDnn.allocate(matrixDesc);
        memory shifts = OneDnn.allocate(OneDnnProgram.perChannel(outputs));
        int filters = outShape.channels();
        program.load(new Weights(in.shape(), outShape, c,
                OneDnn.floats(windows, (long) c.kernelHeight() * c.kernelWidth() * in.shape().channels() * filters),
                biases == null ? FloatBuffer.allocate(filters) : OneDnn.floats(biases, filters),
                OneDnn.floats(matrix, (long) inputs * outputs), OneDnn.floats(shifts, outputs)));
        memory loaded = program.loaded(matrix, matrixDesc, chosen.weights_desc());
        OneDnnMaps out = into == null ? program.maps(outShape, false) : into;
        program.forward(new OneDnnStep(new inner_product_forward(chosen), chosen)
                .with(DNNL_ARG_SRC, OneDnn.as(inDesc, in.values())).with(DNNL_ARG_WEIGHTS, loaded)
                .with(DNNL_ARG_BIAS, shifts).with(DNNL_ARG_DST, OneDnn.as(outDesc, out.values())));
        return out;
    }

    /**
     * Expands the weights of a convolution to a matrix.
     *
     * @param windows [kernel height, kernel width, channels, filters]
     * @param matrix receives the matrix [height, width, channels of the input; height, width, filters of the output]
     * @param shifts receives a bias for each output
     */
    private record Weights(TensorShape in, TensorShape out, Convolve c, FloatBuffer windows, FloatBuffer biases,
            FloatBuffer matrix, FloatBuffer shifts) implements Runnable {

        @Override
        public void run() {
            int filters = out.channels();
            float[] row = new float[filters];
            biases.get(0, row);
            for (int start = 0; start < shifts.limit(); start += filters) {
                shifts.put(start, row);
            }
            int top = (c.kernelHeight() - 1) / 2;
            int left = (c.kernelWidth() - 1) / 2;
            for (int input = 0; input < in.values(); input++) {
                int channel = input % in.channels();
                int x = input / in.channels() % in.width();
                int y = input / in.channels() / in.width();
                for (int pixel = 0; pixel < out.height() * out.width(); pixel++) {
                    int dy = y - pixel / out.width() + top;
                    int dx = x - pixel % out.width() + left;
                    windows.get(((dy * c.kernelWidth() + dx) * in.channels() + channel) * filters, row);
                    matrix.put(input * out.values() + pixel * filters, row);
                }
            }
        }
    }
}
