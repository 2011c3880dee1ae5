package io.github.nucleoscope.diagnosis;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongPredicate;

import com.sun.management.OperatingSystemMXBean;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.Observation;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.Trainer;
import io.github.nucleoscope.training.TrainingListener;
import io.github.nucleoscope.training.TrainingSettings;

/**
 * Measures the cost of observing a training: the same training unobserved, twice (the difference is noise), observed
 * at 30 of its steps, as in a diagnosis, and at every step, alternately, after a warm-up round. Times are
 * processor times of this JVM, so that other load on the machine does not count.
 *
 * <pre>
 * OMP_NUM_THREADS=1 mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.diagnosis.ObservationCost -Dexec.args="[ROUNDS]"
 * </pre>
 */
public final class ObservationCost {

    private static final int EPOCHS = 8;

    private ObservationCost() {}

    /** A way of observing. */
    private record Way(String name, LongPredicate observes) implements TrainingListener {

        @Override
        public boolean observes(long step) {
            return observes.test(step);
        }

        @Override
        public void observed(Observation observation) {
            // Processing the observation is not part of the measurement.
        }
    }

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        LearningParts parts = DrawnParts.of(DrawnParts.blobs(0.5, 2, 4), 2, 300, 50, 1);
        TrainingSettings settings = Recipe.ORIGINAL.settings().withEpochs(EPOCHS).withPatience(EPOCHS);
        // 19 mini-batches an epoch.
        long apart = 19L * EPOCHS / 30;
        Way[] ways = {new Way("off", step -> false), new Way("off, again", step -> false),
            new Way("30 steps", step -> step % apart == 0), new Way("every step", step -> true)};
        for (String network : new String[] {"shallow", "vgg13@1/8", "resnet18@1/8"}) {
            double[][] seconds = new double[ways.length][rounds];
            for (int round = -1; round < rounds; round++) {
                for (int w = 0; w < ways.length; w++) {
                    long started = processorTime();
                    new Trainer(settings, ways[w]).train(parts, Architecture.parse(network));
                    if (round >= 0) {
                        seconds[w][round] = (processorTime() - started) / 1e9;
                    }
                }
            }
            for (int w = 0; w < ways.length; w++) {
                double[] ratios = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    ratios[round] = seconds[w][round] / seconds[0][round];
                }
                Arrays.sort(ratios);
                System.out.printf(Locale.ROOT, "%s | %s | %.3f (%.3f to %.3f) of the time when off%n", network,
                        ways[w].name(), ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
            }
        }
    }

    /** Returns nanoseconds over all threads. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
