package io.github.nucleoscope.classifier;

import java.util.Collections;
import java.util.List;

import io.github.nucleoscope.problem.InputException;

/**
 * A change of class probabilities, so that they match how often they are right: their logarithms are divided by the
 * temperature, the offsets are added, and the result is normalised again.
 *
 * @param temperature above 0; above 1 makes probabilities less extreme
 * @param offsets one for each class
 */
public record Recalibration(double temperature, List<Double> offsets) {

    /** Probabilities below this are taken for this: a forest may give 0, whose logarithm is infinite. */
    private static final double LEAST = 1e-6;

    public Recalibration {
        offsets = List.copyOf(offsets);
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new InputException("the temperature " + temperature + " is not above 0");
        }
        if (offsets.stream().anyMatch(offset -> !Double.isFinite(offset))) {
            throw new InputException("the offsets " + offsets + " are not finite");
        }
    }

    /** Returns the one that changes nothing. */
    public static Recalibration none(int classes) {
        return new Recalibration(1, Collections.nCopies(classes, 0.0));
    }

    /** Returns whether this changes nothing. */
    public boolean isNone() {
        return temperature == 1 && offsets.stream().allMatch(offset -> offset == 0);
    }

    /** Returns what is recalibrated: the logarithms of probabilities. */
    public static float[] logarithms(double[] probabilities) {
        float[] logarithms = new float[probabilities.length];
        for (int c = 0; c < logarithms.length; c++) {
            logarithms[c] = (float) Math.log(Math.max(probabilities[c], LEAST));
        }
        return logarithms;
    }

    /** Returns recalibrated probabilities; of {@link #none}, those given. */
    public double[] applyTo(double[] probabilities) {
        if (isNone()) {
            return probabilities;
        }
        double[] changed = new double[probabilities.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < changed.length; c++) {
            changed[c] = Math.log(Math.max(probabilities[c], LEAST)) / temperature + offsets.get(c);
            highest = Math.max(highest, changed[c]);
        }
        double sum = 0;
        for (int c = 0; c < changed.length; c++) {
            changed[c] = Math.exp(changed[c] - highest);
            sum += changed[c];
        }
        for (int c = 0; c < changed.length; c++) {
            changed[c] /= sum;
        }
        return changed;
    }
}
