package io.github.nucleoscope.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.PixelTargets;
import io.github.nucleoscope.network.ProcessorShare;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;

/** Benchmarks training or prediction of a network on this machine, on random crops. Idle between measurements. */
public final class SpeedTest implements AutoCloseable {

    /** Number of crops in one call of a prediction. */
    private static final int PREDICTED = 320;

    private static final double LEARNING_RATE = 1e-4;

    private final int crops;
    private final Runnable work;
    private final Runnable close;

    private SpeedTest(int crops, Runnable work, Runnable close) {
        this.crops = crops;
        this.work = work;
        this.close = close;
    }

    /**
     * Returns a benchmark of training: forward pass, backward pass and RMSProp.
     *
     * @param architecture network to be measured
     * @param input shape of a crop
     * @param batch number of crops in a mini-batch
     */
    public static SpeedTest ofTraining(Architecture architecture, TensorShape input, int batch) {
        Network network = network(architecture, input);
        float[] images = images(batch, input);
        Backpropagation backpropagation = new Backpropagation(network, batch);
        Runnable step = step(backpropagation, network, images, batch);
        Optimiser optimiser = new Optimiser(new OptimiserSettings(Algorithm.RMSPROP, LEARNING_RATE, 0, 0),
                backpropagation.parameters(), backpropagation.gradient(), List.of());
        return new SpeedTest(batch, () -> {
            try (ProcessorShare share = backpropagation.leaveProcessorsToParts()) {
                step.run();
                optimiser.step(LEARNING_RATE);
            }
        }, () -> {
            optimiser.close();
            backpropagation.close();
        });
    }

    /** Returns a step with random classes, or with random targets if the network's output is per pixel. */
    private static Runnable step(Backpropagation backpropagation, Network network, float[] images, int batch) {
        Random random = new Random(1);
        if (!network.architecture().isPerPixel()) {
            int[] classes = random.ints(batch, 0, network.classes()).toArray();
            return () -> backpropagation.step(images, classes, 1);
        }
        float[] values = new float[network.output().values(batch)];
        float[] weights = new float[values.length / network.architecture().maps()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Arrays.fill(weights, 1);
        return () -> backpropagation.step(images, new PixelTargets(values, weights), 1);
    }

    /**
     * Returns a benchmark of prediction, as in classification.
     *
     * @param architecture network to be measured
     * @param input shape of a crop
     */
    public static SpeedTest ofPrediction(Architecture architecture, TensorShape input) {
        float[] image = images(1, input);
        List<float[]> images = IntStream.range(0, PREDICTED)
                .mapToObj(i -> Arrays.copyOf(image, image.length)).toList();
        Inference inference = new Inference(network(architecture, input));
        return new SpeedTest(images.size(), () -> inference.logits(images), inference::close);
    }

    private static Network network(Architecture architecture, TensorShape input) {
        return Network.initialise(architecture, input, new Standardisation(127.5, 73.6), Initialisation.HE_NORMAL, 1);
    }

    private static float[] images(int count, TensorShape input) {
        Random random = new Random(1);
        float[] images = new float[input.values(count)];
        for (int i = 0; i < images.length; i++) {
            images[i] = 255 * random.nextFloat();
        }
        return images;
    }

    /**
     * Measures the speed, after one mini-batch (or 320 crops, in prediction) that is not counted.
     *
     * @param seconds minimum duration of the measurement
     * @return crops per second
     */
    public double cropsPerSecond(double seconds) {
        work.run();
        long started = System.nanoTime();
        long count = 0;
        double passed;
        do {
            work.run();
            count += crops;
            passed = (System.nanoTime() - started) / 1e9;
        } while (passed < seconds);
        return count / passed;
    }

    @Override
    public void close() {
        close.run();
    }
}
