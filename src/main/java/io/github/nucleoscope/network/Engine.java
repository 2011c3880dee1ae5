package io.github.nucleoscope.network;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** A backend that computes networks. */
enum Engine {

    /** ND4J's own operations, on every platform of ND4J. */
    PORTABLE {
        @Override
        Graph graph(Network network, int batch, INDArray parameters, INDArray gradient) {
            return new PortableGraph(network, batch, parameters, gradient);
        }
    },

    /** oneDNN with its own memory layouts: several times faster, on platforms that have the library. */
    ONE_DNN {
        @Override
        Graph graph(Network network, int batch, INDArray parameters, INDArray gradient) {
            return new OneDnnGraph(network, batch, parameters, gradient);
        }

        @Override
        int processors() {
            // Elsewhere oneDNN and ND4J each have an OpenMP library of their own, and settings of one miss the other.
            return ON_LINUX ? Processors.limited(OpenMp.THREADS) : 1;
        }

        @Override
        ProcessorShare computeOn(int processors) {
            int before = OpenMp.NATIVE_OPS.ompGetMaxThreads();
            OpenMp.NATIVE_OPS.setOmpNumThreads(processors);
            return () -> OpenMp.NATIVE_OPS.setOmpNumThreads(before);
        }

        @Override
        ProcessorShare computeOnAll() {
            return ON_LINUX ? computeOn(processors()) : super.computeOnAll();
        }

        @Override
        int inferenceBatch(int lanes) {
            return lanes == 1 ? super.inferenceBatch(lanes) : LANE_BATCH;
        }
    };

    /** Limit of half a gigabyte: each graph has a copy of the parameters, and in training more than one. */
    private static final int PARAMETERS_IN_LANES = 1 << 27;

    private static final boolean ON_LINUX = System.getProperty("os.name").startsWith("Linux");

    /** Mini-batch whose feature maps fit into the cache of one processor: up to a fifth faster than 32. */
    private static final int LANE_BATCH = 8;

    static {
        // ImageJ loads plugins with a class loader of its own; ND4J would look for its backend in the system's.
        ND4JClassLoading.setNd4jClassloader(Engine.class.getClassLoader());
    }

    /**
     * Compiles a network for mini-batches of one size.
     *
     * @param batch number of images in a mini-batch
     * @param parameters [parameter count], read in each pass; the caller must close it after the graph
     * @param gradient of the same shape, written by each backward pass; null for prediction only, without dropout
     */
    abstract Graph graph(Network network, int batch, INDArray parameters, INDArray gradient);

    /**
     * Number of processors of the calling thread that can be distributed among graphs; 1 if every graph uses all of
     * them.
     */
    int processors() {
        return 1;
    }

    /** Best number of graphs of a network to compute in parallel. */
    final int lanes(Network network) {
        return Math.max(1, Math.min(processors(), PARAMETERS_IN_LANES / network.parameterCount()));
    }

    /** Limits this thread to a number of processors for building and computing graphs, if the engine supports that. */
    ProcessorShare computeOn(int processors) {
        return () -> {};
    }

    /** Lets this thread use all its processors for building and computing graphs. */
    ProcessorShare computeOnAll() {
        return () -> {};
    }

    /**
     * Best mini-batch size of a graph for prediction.
     *
     * @param lanes number of graphs that are computed in parallel
     */
    int inferenceBatch(int lanes) {
        return 32;
    }

    /** OpenMP settings of the current thread, accessed through ND4J. */
    private static final class OpenMp {
        private static final NativeOps NATIVE_OPS = nativeOps();
        /**
         * The value of OMP_NUM_THREADS; if that is not set, one thread per processor. ND4J counts the machine's
         * processors, of which a cluster may have given this process a few: with more threads than processors each
         * operation would wait for a thread that is not running.
         */
        private static final int THREADS = System.getenv("OMP_NUM_THREADS") != null ? NATIVE_OPS.ompGetMaxThreads()
                : Math.min(NATIVE_OPS.ompGetMaxThreads(), Runtime.getRuntime().availableProcessors());

        private static NativeOps nativeOps() {
            // ND4J must load its backend first.
            Nd4j.getBackend();
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }
    }

    /** Returns the fastest engine that is available on this machine. */
    static Engine fastest() {
        return OneDnn.isAvailable() ? ONE_DNN : PORTABLE;
    }
}
