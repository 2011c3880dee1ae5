package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;
import java.util.List;
import java.util.Map;

/**
 * Gradients vanish or explode on their way back: over the first third of the observed steps, the median norm of the
 * first layer's gradient is below a thousandth, or above a thousandfold, of the output layer's (the ratio that Glorot
 * and Bengio 2010, figure 7, and He et al. 2015, section 2.2, keep near 1). By one rate for all layers one of them then
 * stands still, or the other is destroyed. Optimisers that divide by the gradient's size, as RMSProp and Adam do, hide
 * this until the gradient is as small as what they add to it. Abstains with fewer than three layers.
 */
final class GradientsRule implements Rule {

    private static final double FACTOR = 1000;

    @Override
    public Finding judge(Evidence evidence) {
        List<Observation> early = Observed.early(evidence.network().observations());
        if (early.isEmpty()) {
            return Finding.abstains(Cause.GRADIENTS, "No step was observed.");
        }
        int layers = early.get(0).changes().size();
        if (layers < 3) {
            return Finding.abstains(Cause.GRADIENTS, "The network has %d layers with weights, fewer than three.",
                    layers);
        }
        double first = Observed.median(early, 0, LayerChange::gradientNorm);
        double last = Observed.median(early, layers - 1, LayerChange::gradientNorm);
        double ratio = first / last;
        return Finding.of(Cause.GRADIENTS, !(ratio > 1 / FACTOR && ratio < FACTOR),
                Map.of("first_layer", first, "output_layer", last, "ratio", ratio),
                "Gradient norm of the first layer %.2g, of the output layer %.2g: a ratio of %.2g.", first, last,
                ratio);
    }
}
