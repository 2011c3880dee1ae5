package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;

/**
 * Steps do not fit the weights: the median over the observed steps of |step| / |weights| is above 0.1 in some layer, so
 * that ten steps overwrite it; or below 0.00001 in every layer, so that thousands of steps change nothing. About 0.001
 * is usual (Karpathy, notes of Stanford's course CS231n, "Neural networks 3: ratio of weights:updates"): the bounds are
 * two orders of magnitude on either side. Abstains with fewer than three observed steps.
 */
final class UpdateRatioRule implements Rule {

    private static final double HIGH = 0.1;
    private static final double LOW = 1e-5;

    @Override
    public Ruling judge(Evidence evidence) {
        List<Observation> observations = evidence.network().observations();
        if (observations.size() < 3) {
            return Ruling.abstains(Cause.UPDATE_RATIO, "Only %d steps were observed, fewer than three.",
                    observations.size());
        }
        double highest = 0;
        String layer = "";
        List<LayerChange> layers = observations.get(0).changes();
        for (int i = 0; i < layers.size(); i++) {
            int at = i;
            double ratio = Median.of(observations.stream().mapToDouble(o -> o.changes().get(at).updateRatio()));
            if (!(ratio <= highest)) {
                highest = ratio;
                layer = layers.get(i).layer();
            }
        }
        if (highest == 0) {
            return Ruling.of(Cause.UPDATE_RATIO, true, Map.of("highest_ratio", 0.0),
                    "Most steps change no weight at all.");
        }
        return Ruling.of(Cause.UPDATE_RATIO, !(highest <= HIGH && highest >= LOW), Map.of("highest_ratio", highest),
                "A step changes the weights of layer %s by %.1e of their size, the most of any layer (median); about"
                        + " 1e-3 is usual.", layer, highest);
    }
}
