package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.training.Observation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians over observed steps: single mini-batches are noisy. */
final class Observed {

    private Observed() {}

    /** The median of a figure. */
    static double median(List<Observation> observations, ToDoubleFunction<Observation> figure) {
        double[] sorted = observations.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The first third of the observations, at least one where there are some: later ones may show a consequence. */
    static List<Observation> early(List<Observation> observations) {
        return observations.subList(0, Math.min(observations.size(), Math.max(1, observations.size() / 3)));
    }
}
