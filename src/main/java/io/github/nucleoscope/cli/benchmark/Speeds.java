package io.github.nucleoscope.cli.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The measurement of each round: crops per second, or a ratio of them.
 *
 * @param values one per round, 1 or more
 */
record Speeds(double... values) {

    /** Returns the ratio of these speeds to the others, round by round. */
    Speeds dividedBy(Speeds other) {
        double[] ratios = new double[values.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = values[round] / other.values[round];
        }
        return new Speeds(ratios);
    }

    double median() {
        return new Median().withEstimationType(EstimationType.R_2).evaluate(values);
    }

    double lowest() {
        return Arrays.stream(values).min().orElseThrow();
    }

    double highest() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Returns median and range, such as {@code 2.10 (2.05 to 2.31)}. */
    String toString(int decimals) {
        String number = "%,." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median(), lowest(),
                highest());
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", median());
        json.put("lowest", lowest());
        json.put("highest", highest());
        return json;
    }
}
