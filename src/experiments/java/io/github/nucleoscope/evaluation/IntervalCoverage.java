package io.github.nucleoscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.github.nucleoscope.evaluation.SimulatedExperiments.Coverage;
import io.github.nucleoscope.evaluation.SimulatedExperiments.Normals;
import io.github.nucleoscope.evaluation.SimulatedExperiments.Truth;

/**
 * Prints how often the 95 % intervals of an {@link Evaluation} hold the true values, for simulated classifiers and
 * nuclei whose images are not known.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.evaluation.IntervalCoverage -Dexec.args="EXPERIMENTS CLASSES SPREAD"
 * </pre>
 *
 * <p>EXPERIMENTS: for each row of the table (default 2,000). CLASSES: 2 (default) or more; class 1 is the rarer one,
 * and of each other class there are four times as many nuclei. SPREAD: standard deviation of the scores of class 1
 * (default 1, as for the others).
 *
 * <p>A nucleus has a score for each class, drawn from a normal distribution, whose mean is higher for its true class.
 * With two classes the difference of the scores has a normal distribution within each class, and the true values follow
 * from the recalls; with more they are measured on 400,000 nuclei.
 */
public final class IntervalCoverage {

    private static final int[] RARER = {3, 5, 11, 41, 200};
    private static final int TIMES_AS_MANY = 4;
    private static final int NUCLEI_OF_TRUTH = 400_000;
    private static final double[][] RECALLS = {{0.6, 0.6}, {0.7, 0.7}, {0.8, 0.8}, {0.9, 0.9}, {0.95, 0.95},
            {0.6, 0.95}, {0.95, 0.6}, {0.9, 0.99}, {0.99, 0.9}, {0.99, 0.99}};

    private IntervalCoverage() {}

    public static void main(String[] args) {
        int experiments = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int classes = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        double spread = args.length > 2 ? Double.parseDouble(args[2]) : 1;
        SplittableRandom random = new SplittableRandom(1);
        System.out.println("| nuclei | recalls | balanced accuracy | MCC | AUC | mean width, balanced accuracy |");
        System.out.println("|---|---|---|---|---|---|");
        for (int rarer : RARER) {
            if (classes == 2) {
                for (double[] recalls : RECALLS) {
                    row(rarer + " / " + TIMES_AS_MANY * rarer, recalls[1] + " / " + recalls[0],
                            SimulatedExperiments.ofTwo(Normals.of(recalls[0], recalls[1], spread),
                                    TIMES_AS_MANY * rarer, rarer, experiments, random));
                }
            } else {
                for (double separation : new double[] {1, 1.5, 2, 3, 4, 5}) {
                    ofMore(classes, rarer, separation, spread, experiments, random);
                }
            }
        }
    }

    private static void row(String nuclei, String recalls, Coverage coverage) {
        System.out.printf(Locale.ROOT, "| %s | %s | %.3f | %.3f | %.3f | %.2f |%n", nuclei, recalls,
                coverage.balancedAccuracy(), coverage.mcc(), coverage.auc(), coverage.meanWidth());
    }

    private static void ofMore(int classes, int rarer, double separation, double spread, int experiments,
            SplittableRandom random) {
        List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
        int[] counts = IntStream.range(0, classes).map(c -> c == 1 ? rarer : TIMES_AS_MANY * rarer).toArray();
        int total = IntStream.of(counts).sum();
        int[] many = IntStream.of(counts).map(c -> c * (NUCLEI_OF_TRUTH / total)).toArray();
        List<Outcome> population = draw(many, separation, spread, random);
        ConfusionMatrix matrix = ConfusionMatrix.of(names, population.stream().mapToInt(Outcome::truth).toArray(),
                population.stream().mapToInt(Outcome::predicted).toArray());
        Truth truth = new Truth(Metrics.balancedAccuracy(matrix), Metrics.mcc(matrix), Metrics.auc(population));
        Coverage coverage = new Coverage();
        for (int e = 0; e < experiments; e++) {
            coverage.add(Evaluation.of(names, draw(counts, separation, spread, random)), truth);
        }
        row(rarer + " / " + TIMES_AS_MANY * rarer, String.format(Locale.ROOT, "mean %.3f", truth.balancedAccuracy()),
                coverage);
    }

    private static List<Outcome> draw(int[] counts, double separation, double spread, SplittableRandom random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int i = 0; i < counts[truth]; i++) {
                double[] scores = new double[counts.length];
                double sum = 0;
                for (int c = 0; c < scores.length; c++) {
                    scores[c] = Math.exp((c == truth ? separation : 0)
                            + (truth == 1 ? spread : 1) * random.nextGaussian());
                    sum += scores[c];
                }
                for (int c = 0; c < scores.length; c++) {
                    scores[c] /= sum;
                }
                outcomes.add(new Outcome(truth, scores, "crop " + outcomes.size(), false));
            }
        }
        return outcomes;
    }
}
