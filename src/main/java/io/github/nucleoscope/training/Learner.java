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
import io.github.nucleoscope.network.Software;
import org.apache.commons.codec.digest.DigestUtils;
import io.github.nucleoscope.problem.InputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network under training, with all that its steps change: parameters, the optimiser's state, the running mean. */
final class Learner implements AutoCloseable {

    private final Network start;
    private final Backpropagation backpropagation;
    private final Optimiser optimiser;
    private final WeightAverage average;
    private final Inference inference;

    /** @param backpropagation through that network; closed with this */
    Learner(Network start, Backpropagation backpropagation, OptimiserSettings settings) {
        this.start = start;
        this.backpropagation = backpropagation;
        try {
            optimiser = new Optimiser(settings, backpropagation.parameters(), backpropagation.gradient(),
                    backpropagation.weightRanges());
            average = new WeightAverage(backpropagation.parameters(), WeightAverage.DECAY);
            inference = backpropagation.inference(average.average());
        } catch (RuntimeException | Error e) {
            // Fiji lives on after a lack of memory, and must not be left with less of it.
            backpropagation.close();
            throw e;
        }
    }

    /** Computes losses and gradients; {@link #learn} follows each of its steps. */
    Backpropagation backpropagation() {
        return backpropagation;
    }

    /** SHA-256 of the parameters, in hexadecimal digits: before the first step, of what the training began with. */
    String parametersSha256() {
        float[] values = backpropagation.parameters().toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return DigestUtils.sha256Hex(bytes.array());
    }

    /** Changes the parameters by the gradient of the last step. */
    void learn(double learningRate) {
        optimiser.step(learningRate);
        average.step();
    }

    /** Predicts with the running mean as it is at each call. */
    Inference inference() {
        return inference;
    }

    /** A copy of the running mean. */
    float[] averaged() {
        return average.average().toFloatVector();
    }

    /** Pooling and ReLU can swallow NaN: the loss alone does not show it. */
    boolean isFinite() {
        return Double.isFinite(average.average().sumNumber().doubleValue());
    }

    /** The network with some parameters, such as {@link #averaged()}. */
    Network network(float[] parameters) {
        try (INDArray array = Nd4j.createFromArray(parameters)) {
            return backpropagation.network(array);
        }
    }

    /** What must be the same where a training goes on, or its weights would differ; settings and data come besides. */
    Map<String, String> identity() {
        String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
        Map<String, String> same = new LinkedHashMap<>();
        same.put("network", start.architecture().toString());
        same.put("number_of_processors", processors);
        same.put("number_of_threads", Objects.requireNonNullElse(System.getenv("OMP_NUM_THREADS"), processors));
        same.put("engine", backpropagation.engine());
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

    /** The training as it is between two epochs. */
    Checkpoint checkpoint(Map<String, String> identity, List<EpochRecord> history, int bestEpoch,
            Optional<float[]> best) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        arrays().forEach((name, array) -> copies.put(name, array.toFloatVector()));
        best.ifPresent(values -> copies.put(Checkpoint.BEST, values));
        return new Checkpoint(identity, history, bestEpoch, copies);
    }

    /**
     * Goes on from a checkpoint of the same training.
     *
     * @param steps that were done
     * @throws InputException where an array is missing or of another length
     */
    void restore(Checkpoint checkpoint, long steps) {
        arrays().forEach((name, array) -> {
            float[] values = checkpoint.arrays().get(name);
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
