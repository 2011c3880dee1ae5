package io.github.nucleoscope.training;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Processors;
import io.github.nucleoscope.network.Software;
import org.apache.commons.codec.digest.DigestUtils;
import io.github.nucleoscope.problem.InputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network in training with all mutable state: parameters, state of the optimiser, running mean of the weights. */
final class Learner implements AutoCloseable {

    private final Network start;
    private final Backpropagation backpropagation;
    private final Optimiser optimiser;
    private final WeightAverage average;
    private final Inference inference;

    /**
     * @param start the initial network
     * @param backpropagation computes the network's gradients; closed with this learner
     * @param settings settings of the optimiser
     */
    Learner(Network start, Backpropagation backpropagation, OptimiserSettings settings) {
        this.start = start;
        this.backpropagation = backpropagation;
        try {
            optimiser = new Optimiser(settings, backpropagation.parameters(), backpropagation.gradient(),
                    backpropagation.weightRanges());
            average = new WeightAverage(backpropagation.parameters(), WeightAverage.DECAY);
            inference = backpropagation.inference(average.average());
        } catch (RuntimeException | Error e) {
            // Fiji keeps running after it ran out of memory, and native memory must not leak.
            backpropagation.close();
            throw e;
        }
    }

    /** Computes losses and gradients; each of its steps must be followed by {@link #learn}. */
    Backpropagation backpropagation() {
        return backpropagation;
    }

    /** Returns the SHA-256 of the current parameters in hexadecimal digits. */
    String parametersSha256() {
        float[] values = backpropagation.parameters().toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return DigestUtils.sha256Hex(bytes.array());
    }

    /** Updates the parameters with the gradient of the last step. */
    void learn(double learningRate) {
        optimiser.step(learningRate);
        average.step();
    }

    /** Predicts with the running mean of the weights at the time of each call. */
    Inference inference() {
        return inference;
    }

    /** Returns a copy of the running mean of the weights. */
    float[] averaged() {
        return average.average().toFloatVector();
    }

    /** Whether the weights are finite. Pooling and ReLU can hide NaN, so that the loss alone does not show this. */
    boolean isFinite() {
        return Double.isFinite(average.average().sumNumber().doubleValue());
    }

    /** Returns the network with the given parameters, for example {@link #averaged()}. */
    Network network(float[] parameters) {
        try (INDArray array = Nd4j.createFromArray(parameters)) {
            return backpropagation.network(array);
        }
    }

    /** Returns what must be equal to resume a training with identical results, apart from settings and data. */
    Map<String, String> identity() {
        return identity(start);
    }

    /** Returns what must be equal to resume a training of a network, apart from settings and data. */
    static Map<String, String> identity(Network start) {
        String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
        Map<String, String> same = new LinkedHashMap<>();
        same.put("network", start.architecture().toString());
        same.put("number_of_processors", processors);
        same.put("number_of_threads", Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), processors));
        same.put("engine", Processors.engine());
        same.put("version_of_Nucleoscope", Software.version());
        return same;
    }

    private Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put(Checkpoint.PARAMETERS, backpropagation.parameters());
        arrays.put(Checkpoint.AVERAGE, average.average());
        optimiser.state().forEach((name, array) -> arrays.put(Checkpoint.OPTIMISER + name, array));
        return arrays;
    }

    /** Returns the state of the training between two epochs. */
    Checkpoint checkpoint(Map<String, String> identity, List<EpochRecord> history, int bestEpoch,
            Optional<float[]> best) {
        Map<String, float[]> copies = state();
        best.ifPresent(values -> copies.put(Checkpoint.BEST, values));
        return new Checkpoint(identity, history, bestEpoch, copies);
    }

    /** Returns copies of all arrays by name, for {@link #restore}. */
    Map<String, float[]> state() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        arrays().forEach((name, array) -> copies.put(name, array.toFloatVector()));
        return copies;
    }

    /**
     * Restores the state of this training, or of another one of the same shape.
     *
     * @param state result of {@link #state}
     * @param steps number of steps done before
     * @throws InputException if an array is missing or has another length
     */
    void restore(Map<String, float[]> state, long steps) {
        arrays().forEach((name, array) -> {
            float[] values = state.get(name);
            if (values == null || values.length != array.length()) {
                throw new InputException("the checkpoint's array '" + name + "' "
                        + (values == null ? "is missing" : "has " + values.length + " values and not "
                                + array.length()) + ": train again from the start");
            }
            try (INDArray copy = Nd4j.createFromArray(values)) {
                array.assign(copy);
            }
        });
        optimiser.resumeAfter(steps);
        average.resumeAfter(steps);
    }

    @Override
    public void close() {
        inference.close();
        average.close();
        optimiser.close();
        backpropagation.close();
    }
}
