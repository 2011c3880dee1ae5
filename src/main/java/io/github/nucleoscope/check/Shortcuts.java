package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Cues that tell the classes apart without looking at the nucleus. Each cue is cross-validated in the folds of the
 * network: its values are sorted into 8 bins of equal training counts, and the prediction is the most frequent class
 * of the bin, with classes weighted equally and one pseudo-count for each. The source image is tested differently,
 * because no two folds share an image: by halves of each image.
 */
final class Shortcuts {

    private static final int BINS = 8;
    /** A cue is reported only if its whole interval exceeds chance by more than this. */
    private static final double LEAST_ABOVE_CHANCE = 0.05;
    /** From this balanced accuracy on a cue is a warning, however good the network is. */
    private static final double STRONG = 0.8;
    private static final long SEED = 1;

    private Shortcuts() {}

    /**
     * @param crops with a nucleus
     * @param testParts indices into {@code crops}, by fold
     */
    static List<Cue> measure(List<CropFacts> crops, List<int[]> testParts, Polarity polarity,
            List<String> classNames) {
        Map<String, ToDoubleFunction<CropFacts>> values = new LinkedHashMap<>();
        values.put("mean intensity", crop -> crop.body(polarity).mean());
        values.put("nucleus size", crop -> crop.body(polarity).area());
        values.put("background level", crop -> crop.body(polarity).background());
        if (crops.stream().allMatch(crop -> crop.fileBytes() >= 0)) {
            values.put("file size", CropFacts::fileBytes);
        }
        List<Cue> cues = new ArrayList<>();
        values.forEach((name, value) -> cues.add(cue(name, classNames,
                crossValidate(crops, testParts, value, classNames.size()))));
        sourceImage(crops, classNames).ifPresent(cues::add);
        return cues;
    }

    private static Cue cue(String name, List<String> classNames, List<Outcome> outcomes) {
        Evaluation evaluation = Evaluation.of(classNames, outcomes);
        return new Cue(name, evaluation.balancedAccuracy(), evaluation.auc());
    }

    private static List<Outcome> crossValidate(List<CropFacts> crops, List<int[]> testParts,
            ToDoubleFunction<CropFacts> value, int classes) {
        Outcome[] outcomes = new Outcome[crops.size()];
        for (int[] test : testParts) {
            boolean[] held = new boolean[crops.size()];
            for (int i : test) {
                held[i] = true;
            }
            List<CropFacts> train = new ArrayList<>();
            for (int i = 0; i < held.length; i++) {
                if (!held[i]) {
                    train.add(crops.get(i));
                }
            }
            double[] limits = limits(train.stream().mapToDouble(value).toArray());
            double[][] counts = new double[limits.length + 1][classes];
            double[] classCounts = new double[classes];
            for (CropFacts crop : train) {
                counts[bin(limits, value.applyAsDouble(crop))][crop.classIndex()]++;
                classCounts[crop.classIndex()]++;
            }
            for (int i : test) {
                outcomes[i] = outcome(crops.get(i), counts[bin(limits, value.applyAsDouble(crops.get(i)))],
                        classCounts);
            }
        }
        return Arrays.asList(outcomes);
    }

    /** The distinct quantiles between the bins. */
    private static double[] limits(double[] values) {
        Arrays.sort(values);
        double[] limits = new double[BINS - 1];
        for (int b = 1; b < BINS; b++) {
            limits[b - 1] = values[b * values.length / BINS];
        }
        return Arrays.stream(limits).distinct().toArray();
    }

    private static int bin(double[] limits, double value) {
        int bin = 0;
        while (bin < limits.length && value >= limits[bin]) {
            bin++;
        }
        return bin;
    }

    /** @param counts of the training crops that share the cue of this one, by class */
    private static Outcome outcome(CropFacts crop, double[] counts, double[] classCounts) {
        double[] probabilities = new double[counts.length];
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = (counts[c] + 1) / (classCounts[c] + 1);
            sum += probabilities[c];
        }
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] /= sum;
        }
        return new Outcome(crop.classIndex(), probabilities, crop.source(), crop.sourceKnown());
    }

    /**
     * Predicts each crop from the half of its image's crops that it is not in. Leave-one-out would be wrong for every
     * crop of an image with equal numbers of each class. Empty if no image with two or more crops is known.
     */
    private static Optional<Cue> sourceImage(List<CropFacts> crops, List<String> classNames) {
        int classes = classNames.size();
        SplittableRandom random = new SplittableRandom(SEED);
        int[] halfOf = new int[crops.size()];
        double[][] classCounts = new double[2][classes];
        Map<String, double[][]> counts = new HashMap<>();
        for (int i = 0; i < halfOf.length; i++) {
            CropFacts crop = crops.get(i);
            halfOf[i] = random.nextInt(2);
            classCounts[halfOf[i]][crop.classIndex()]++;
            if (crop.sourceKnown()) {
                counts.computeIfAbsent(crop.source(), key -> new double[2][classes])[halfOf[i]][crop.classIndex()]++;
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < halfOf.length; i++) {
            CropFacts crop = crops.get(i);
            int other = 1 - halfOf[i];
            if (crop.sourceKnown() && Arrays.stream(counts.get(crop.source())[other]).sum() > 0) {
                outcomes.add(outcome(crop, counts.get(crop.source())[other], classCounts[other]));
            }
        }
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(cue("source image", classNames, outcomes));
    }

    /** @param network out-of-fold predictions; empty if no network was trained */
    static List<Finding> findings(List<Cue> cues, int classes, Optional<OutOfFold> network) {
        List<Finding> findings = new ArrayList<>();
        for (Cue cue : cues) {
            double value = cue.balancedAccuracy().value();
            if (!(cue.balancedAccuracy().ci95().low() > 1.0 / classes + LEAST_ABOVE_CHANCE)) {
                continue;
            }
            boolean asGood = network.isPresent()
                    && value >= network.get().evaluation().balancedAccuracy().ci95().low();
            boolean source = cue.name().equals("source image");
            Severity severity = asGood && !source ? Severity.SEVERE
                    : value >= STRONG || asGood || network.isEmpty() ? Severity.IMPORTANT : Severity.MINOR;
            String title = "the " + cue.name() + " alone predicts the class" + (asGood ? " as well as a network" : "");
            String evidence = "Cross-validated: balanced accuracy " + cue.balancedAccuracy() + ", AUC " + cue.auc()
                    + String.format(Locale.ROOT, "; chance is %.3f. ", 1.0 / classes)
                    + network.map(n -> "A network that sees the nuclei reaches "
                            + n.evaluation().balancedAccuracy() + ".")
                    .orElse("No network was trained for comparison.");
            findings.add(new Finding("shortcut", severity, title, evidence, source
                    ? "Label nuclei of all classes in every image: otherwise the network can learn the image instead "
                            + "(its staining, its illumination), and only new images would show it."
                    : "Is this biology or how the images were taken? If biology, you do not need a network for it; if "
                            + "not, take images of all classes under the same conditions, and normalise the crops."));
        }
        return findings;
    }
}
