package io.github.nucleoscope.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.network.Operation.Convolve;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions for training write to no memory but their own. */
class OneDnnConvolutionTest {

    private static final int BATCH = 4;
    private static final float UNTOUCHED = 12345;

    /**
     * The fastest strided convolution of oneDNN 3.3 that there is for kernels of 1x1 writes past the end of its scratch
     * memory when its input has few channels: into the part of another thread, whose gradient is then wrong, or into
     * whatever lies behind. Each step has scratch memory of its own here, with as much again behind it.
     */
    @ParameterizedTest
    @CsvSource({"8, 16, 1, 2, 48", "1, 1, 1, 2, 48", "3, 32, 1, 2, 62", "12, 20, 1, 2, 62", "15, 16, 1, 2, 96",
        "16, 32, 1, 2, 48", "20, 16, 1, 2, 48", "8, 16, 1, 1, 48", "8, 16, 3, 2, 48", "8, 16, 3, 1, 48"})
    void keepsToItsScratchMemory(int channels, int filters, int kernel, int stride, int size) {
        assumeTrue(OneDnn.isAvailable(), "there is no oneDNN for this system");
        Network network = Network.initialise(
                Architecture.parse(filters + "conv" + kernel + "x" + kernel + "/" + stride + " - gap - o"),
                TensorShape.ofCrop(size, channels), Standardisation.NONE, Initialisation.HE_NORMAL, 1);
        Node node = network.computation().nodes().get(0);
        Convolve convolve = (Convolve) node.operation();
        try (INDArray parameters = Nd4j.createFromArray(new float[network.parameterCount()]);
                INDArray gradient = Nd4j.createFromArray(new float[network.parameterCount()]);
                PointerScope scope = new PointerScope()) {
            OneDnnProgram program = new OneDnnProgram(BATCH, parameters, gradient, new OneDnnPool());
            OneDnnMaps in = program.maps(network.input(), true);
            new OneDnnConvolution(program, in, node.shape(), convolve.kernelHeight(), convolve.kernelWidth(),
                    convolve.stride()).train(node, true, true);
            List<FloatBuffer> behind = new ArrayList<>();
            for (Runnable[] steps : List.of(program.loadSteps(), program.forwardSteps(), program.backwardSteps())) {
                for (Runnable step : steps) {
                    OneDnnStep primitive = (OneDnnStep) step;
                    int own = Math.toIntExact((primitive.scratchBytes() + Float.BYTES - 1) / Float.BYTES);
                    int all = 2 * own + 1;
                    memory scratch = OneDnn.allocate(OneDnnProgram.perChannel(all));
                    FloatBuffer values = OneDnn.floats(scratch, all).slice(own, all - own);
                    for (int i = 0; i < values.limit(); i++) {
                        values.put(i, UNTOUCHED);
                    }
                    behind.add(values);
                    primitive.useScratch(scratch);
                    step.run();
                }
            }
            OneDnn.stream()._wait();
            assertTrue(behind.size() >= 4, "steps: " + behind.size());
            for (int step = 0; step < behind.size(); step++) {
                for (int i = 0; i < behind.get(step).limit(); i++) {
                    assertEquals(UNTOUCHED, behind.get(step).get(i), "step " + step + ", " + i + " floats behind");
                }
            }
        }
    }
}
