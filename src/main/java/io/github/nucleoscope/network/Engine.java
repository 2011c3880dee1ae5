package io.github.nucleoscope.network;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

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

        @Override
        int processors() {
            // Elsewhere oneDNN and ND4J have an OpenMP library each, and what is said to one the other does not hear.
            return ON_LINUX ? OpenMp.THREADS : 1;
        }

        @Override
        ProcessorShare computeOn(int processors) {
            int before = OpenMp.DOOR.ompGetMaxThreads();
            OpenMp.DOOR.setOmpNumThreads(processors);
            return () -> OpenMp.DOOR.setOmpNumThreads(before);
        }

        @Override
        int predictedAtATime(int lanes) {
            return lanes == 1 ? super.predictedAtATime(lanes) : IN_A_LANE;
        }
    };

    /** Half a gigabyte: each graph has a copy of the parameters, one that trains more than one. */
    private static final int PARAMETERS_IN_LANES = 1 << 27;

    private static final boolean ON_LINUX = System.getProperty("os.name").startsWith("Linux");

    /** A mini-batch of which one processor's cache holds the feature maps: up to a fifth faster than 32. */
    private static final int IN_A_LANE = 8;

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

    /** How many processors can be shared out to graphs; 1 where a graph must be given all of them. */
    int processors() {
        return 1;
    }

    /** How many graphs of a network it is best to have work side by side. */
    final int lanes(Network network) {
        return Math.max(1, Math.min(processors(), PARAMETERS_IN_LANES / network.parameterCount()));
    }

    /** Makes this thread build and compute graphs with so many processors, where it can be told. */
    ProcessorShare computeOn(int processors) {
        return () -> {};
    }

    /**
     * How many images a graph that predicts does best to compute at a time.
     *
     * @param lanes graphs that work side by side
     */
    int predictedAtATime(int lanes) {
        return 32;
    }

    /** OpenMP's settings, through ND4J's door to it; each thread has its own. */
    private static final class OpenMp {
        private static final NativeOps DOOR = door();
        /** As OMP_NUM_THREADS says; otherwise one for each processor. */
        private static final int THREADS = DOOR.ompGetMaxThreads();

        private static NativeOps door() {
            // ND4J must have found its backend before.
            Nd4j.getBackend();
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }
    }

    /** The fastest that runs on this machine. */
    static Engine fastest() {
        return OneDnn.isAvailable() ? ONE_DNN : PORTABLE;
    }
}
