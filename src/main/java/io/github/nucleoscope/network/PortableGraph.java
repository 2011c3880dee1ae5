package io.github.nucleoscope.network;

import io.github.nucleoscope.network.Layer.Convolution;
import io.github.nucleoscope.network.Layer.Dropout;
import io.github.nucleoscope.network.Layer.FullyConnected;
import io.github.nucleoscope.network.Layer.MaxPooling;
import io.github.nucleoscope.network.Layer.Output;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A network on ND4J's own operations: runs wherever ND4J does. */
final class PortableGraph implements Graph {

    private final INDArray parameters;
    private final INDArray gradient;
    private final INDArray input;
    private final List<Kernel> kernels = new ArrayList<>();

    /** See {@link Engine#graph}. */
    PortableGraph(Network network, int batch, INDArray parameters, INDArray gradient) {
        boolean training = gradient != null;
        TensorShape shape = network.input();
        input = Nd4j.create(DataType.FLOAT, batch, shape.height(), shape.width(), shape.channels());
        this.parameters = parameters;
        this.gradient = gradient;
        List<Layer> layers = network.architecture().layers();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof Convolution) {
                kernels.add(new ConvolutionKernel(last(), lastGradient(), view(parameters, network, i, false),
                        view(parameters, network, i, true), view(gradient, network, i, false),
                        view(gradient, network, i, true)));
                // ReLU commutes with the maximum: after the pooling it has a fraction of the pixels to do.
                if (layers.get(i + 1) instanceof MaxPooling pooling) {
                    pool(pooling, training);
                    i++;
                }
                relu();
            } else if (layer instanceof MaxPooling pooling) {
                pool(pooling, training);
            } else if (layer instanceof FullyConnected) {
                dense(network, i);
                relu();
            } else if (layer instanceof Dropout dropout) {
                if (training) {
                    kernels.add(new DropoutKernel(last(), lastGradient(), dropout.rate()));
                }
            } else if (layer instanceof Output) {
                dense(network, i);
            }
        }
    }

    private void pool(MaxPooling pooling, boolean training) {
        kernels.add(new PoolingKernel(last(), lastGradient(), pooling.height(), pooling.width(), training));
    }

    private void dense(Network network, int layer) {
        kernels.add(new DenseKernel(last(), lastGradient(), view(parameters, network, layer, false),
                view(parameters, network, layer, true), view(gradient, network, layer, false),
                view(gradient, network, layer, true)));
    }

    private void relu() {
        kernels.add(new ReluKernel(last(), lastGradient()));
    }

    private INDArray last() {
        return kernels.isEmpty() ? input : kernels.get(kernels.size() - 1).output();
    }

    private INDArray lastGradient() {
        return kernels.isEmpty() ? null : kernels.get(kernels.size() - 1).outputGradient();
    }

    private static INDArray view(INDArray flat, Network network, int layer, boolean bias) {
        if (flat == null) {
            return null;
        }
        for (ParameterBlock block : network.blocks()) {
            if (block.layer() == layer && block.isBias() == bias) {
                return flat.get(NDArrayIndex.interval(block.offset(), block.offset() + block.length()))
                        .reshape('c', block.shape());
            }
        }
        throw new IllegalStateException("layer " + layer + " has no parameters");
    }

    @Override
    public FloatBuffer input() {
        return Floats.of(input);
    }

    @Override
    public FloatBuffer logits() {
        return Floats.of(last());
    }

    @Override
    public FloatBuffer logitGradient() {
        return Floats.of(lastGradient());
    }

    @Override
    public void randomise(RandomGenerator random) {
        for (Kernel kernel : kernels) {
            kernel.randomise(random);
        }
    }

    @Override
    public void forward() {
        for (Kernel kernel : kernels) {
            kernel.forward();
        }
    }

    @Override
    public void backward() {
        for (int i = kernels.size() - 1; i >= 0; i--) {
            kernels.get(i).backward();
        }
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
        input.close();
    }
}
