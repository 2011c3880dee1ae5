package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Labels that may be wrong, by confident learning: Northcutt, Jiang and Chuang (2021), "Confident learning: estimating
 * uncertainty in dataset labels", JAIR 70:1373-1411, section 3. The threshold of a class is the mean out-of-fold
 * probability of that class over the crops with that label. A crop labelled i is counted for class j, the most probable
 * of the classes whose threshold it reaches: these counts are the confident joint. Crops off its diagonal are suspected
 * (method 2 of section 3.2) and ranked by the margin between the label's probability and the highest other one, which
 * with two classes is the order of the out-of-fold loss.
 *
 * @param suspected the most suspicious first
 * @param confidentJoint counts {@code [label][class that the crop counts for]}
 * @param estimatedShare of wrong labels, from the confident joint calibrated to the counts of the labels, 0 to 1
 */
record SuspectedLabels(List<Suspected> suspected, int[][] confidentJoint, double estimatedShare) {

    /** From this share on, the labels of the whole set are worth reviewing. */
    private static final double MUCH = 0.03;

    /**
     * Networks whose balanced accuracy may be less say nothing about the share of wrong labels: most of what they
     * contradict is right.
     */
    private static final double LEAST_FOR_SHARE = 0.8;

    /**
     * One crop.
     *
     * @param crop index among the given crops
     * @param label its class index
     * @param other index of the class that it counts for
     * @param probability out-of-fold probability of the label
     * @param margin probability of the label minus the highest other one, -1 to 1
     */
    record Suspected(int crop, int label, int other, double probability, double margin) {}

    /**
     * @param labels class index by crop
     * @param probabilities out-of-fold probabilities, {@code [crop][class]}
     */
    static SuspectedLabels find(int[] labels, double[][] probabilities, int classes) {
        double[] thresholds = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            thresholds[labels[i]] += probabilities[i][labels[i]];
            counts[labels[i]]++;
        }
        for (int c = 0; c < classes; c++) {
            thresholds[c] /= counts[c];
        }
        int[][] joint = new int[classes][classes];
        List<Suspected> suspected = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            int best = -1;
            for (int c = 0; c < classes; c++) {
                if (probabilities[i][c] >= thresholds[c] && (best < 0
                        || probabilities[i][c] > probabilities[i][best])) {
                    best = c;
                }
            }
            if (best >= 0) {
                joint[labels[i]][best]++;
                if (best != labels[i]) {
                    suspected.add(new Suspected(i, labels[i], best, probabilities[i][labels[i]],
                            margin(probabilities[i], labels[i])));
                }
            }
        }
        suspected.sort(Comparator.comparingDouble(Suspected::margin));
        return new SuspectedLabels(List.copyOf(suspected), joint, estimate(joint, counts));
    }

    private static double margin(double[] probabilities, int label) {
        double other = 0;
        for (int c = 0; c < probabilities.length; c++) {
            other = c == label ? other : Math.max(other, probabilities[c]);
        }
        return probabilities[label] - other;
    }

    /** Equation 3 of the paper. */
    private static double estimate(int[][] joint, int[] counts) {
        double all = 0;
        double off = 0;
        for (int i = 0; i < joint.length; i++) {
            int row = 0;
            for (int count : joint[i]) {
                row += count;
            }
            for (int j = 0; j < joint.length && row > 0; j++) {
                double calibrated = (double) joint[i][j] / row * counts[i];
                all += calibrated;
                off += i == j ? 0 : calibrated;
            }
        }
        return all == 0 ? 0 : off / all;
    }

    /** @param crops the given crops, in the order of the labels */
    Optional<Finding> finding(List<CropFacts> crops, List<String> classNames, OutOfFold network) {
        if (suspected.isEmpty()) {
            return Optional.empty();
        }
        List<Suspect> suspects = suspected.stream().map(s -> new Suspect(crops.get(s.crop()).index(),
                String.format(Locale.ROOT, "labelled %s (%.2f), looks like %s", classNames.get(s.label()),
                        s.probability(), classNames.get(s.other())))).toList();
        boolean share = network.evaluation().balancedAccuracy().ci95().low() >= LEAST_FOR_SHARE;
        String estimate = share ? String.format(Locale.ROOT, "estimated share of wrong labels: %.1f %%",
                100 * estimatedShare)
                : "how many labels of the set are wrong cannot be estimated from networks like these";
        return Optional.of(new Finding("suspected-label",
                share && estimatedShare >= MUCH ? Severity.IMPORTANT : Severity.MINOR,
                suspected.size() == 1 ? "1 label may be wrong" : suspected.size() + " labels may be wrong",
                "Networks that had not seen them are sure of another class (confident learning); " + estimate
                        + ". The networks themselves reach a balanced accuracy of "
                        + network.evaluation().balancedAccuracy() + ", so some of these labels are right and the "
                        + "nuclei merely difficult.",
                "Look at them, the most suspicious first, and correct those that are wrong. No label is changed "
                        + "automatically.",
                suspects));
    }
}
