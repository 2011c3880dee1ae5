package io.github.nucleoscope.training;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Backpropagation;
import io.github.nucleoscope.network.Inference;
import io.github.nucleoscope.network.Initialisation;
import io.github.nucleoscope.network.Network;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.network.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Measures how fast a network trains and predicts on this machine, on random crops. */
public final class SpeedTest {

    private static final double SECONDS_PER_ROUND = 1;

    private SpeedTest() {}

    /**
     * What was measured.
     *
     * @param trained crops per second of each round: forward, backward, the default optimiser
     * @param predicted crops per second of each round
     */
    public record Result(double[] trained, double[] predicted) {}

    /**
     * Trains and predicts in turn, after a round of each to warm up.
     *
     * @param size width and height of a crop in pixels
     * @param batch crops in a mini-batch, in training
     * @param rounds how many rounds of a second each, 1 or more
     */
    public static Result run(Architecture architecture, int size, int batch, int rounds) {
        TensorShape input = TensorShape.ofCrop(size);
        Network network = Network.initialise(architecture, input, new Standardisation(127.5, 73.6),
                Initialisation.HE_NORMAL, 1);
        Random random = new Random(1);
        float[] images = new float[Math.multiplyExact(batch, input.values())];
        for (int i = 0; i < images.length; i++) {
            images[i] = 255 * random.nextFloat();
        }
        int[] classes = random.ints(batch, 0, network.classes()).toArray();
        List<float[]> crops = IntStream.range(0, 10 * Inference.BATCH)
                .mapToObj(i -> Arrays.copyOf(images, input.values())).toList();
        double[] trained = new double[rounds];
        double[] predicted = new double[rounds];
        try (Backpropagation backpropagation = new Backpropagation(network, batch);
                Optimiser optimiser = new Optimiser(TrainingSettings.DEFAULT.optimiser(), backpropagation.parameters(),
                        backpropagation.gradient(), backpropagation.weightRanges());
                Inference inference = new Inference(network)) {
            Runnable step = () -> {
                backpropagation.step(images, classes, 1);
                optimiser.step(1e-4);
            };
            perSecond(step, batch);
            perSecond(() -> inference.logits(crops), crops.size());
            for (int round = 0; round < rounds; round++) {
                trained[round] = perSecond(step, batch);
                predicted[round] = perSecond(() -> inference.logits(crops), crops.size());
            }
        }
        return new Result(trained, predicted);
    }

    private static double perSecond(Runnable work, int crops) {
        long started = System.nanoTime();
        long count = 0;
        double seconds;
        do {
            work.run();
            count += crops;
            seconds = (System.nanoTime() - started) / 1e9;
        } while (seconds < SECONDS_PER_ROUND);
        return count / seconds;
    }
}
