package io.github.nucleoscope.network;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What computes networks. */
enum Engine {

    /** ND4J's own operations: wherever ND4J runs. */
    PORTABLE {
        @Override
        Graph graph(Network network, int batch, INDArray parameters, INDArray gradient) {
            return new PortableGraph(network, batch, parameters, gradient);
        }
    },

    /** oneDNN itself, in layouts of its own: several times faster, where there is a library of it. */
    ONE_DNN {
        @Override
        Graph graph(Network network, int batch, INDArray parameters, INDArray gradient) {
            return new OneDnnGraph(network, batch, parameters, gradient);
        }
    };

    static {
        // ImageJ loads plugins with a class loader of its own; ND4J would look for its backend in the system's.
        ND4JClassLoading.setNd4jClassloader(Engine.class.getClassLoader());
    }

    /**
     * Lays a network out.
     *
     * @param batch images in a mini-batch
     * @param parameters [parameter count], read in each pass; the caller closes it after the graph
     * @param gradient of the same shape, written by each backward pass; null where only predictions are wanted: then
     *     dropout is left out
     */
    abstract Graph graph(Network network, int batch, INDArray parameters, INDArray gradient);

    /** The fastest that runs on this machine. */
    static Engine fastest() {
        return OneDnn.isAvailable() ? ONE_DNN : PORTABLE;
    }
}
