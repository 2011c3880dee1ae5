package io.github.nucleoscope.diagnosis;

import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;
import java.util.List;
import java.util.Map;

/**
 * Gradients vanish or explode on their way back: over the first third of the observed steps, the median norm of what
 * reaches the first layer of the error is below a thousandth, or above a thousandfold, of what reaches the last layer
 * before the output: the gradient by its biases (Glorot and Bengio 2010, figure 7; He et al. 2015, section 2.2, keep it
 * near 1). The output's own would not do to compare with: where classes are balanced and the network says the same of
 * all crops, it is 0. Nor would the gradient by the weights, a product of what comes back and what came forward, which
 * stays alike in all layers where both shrink (Glorot and Bengio 2010, section 4.2.1). By one rate for all layers one
 * of them then stands still, or the other is destroyed. Optimisers that divide by the gradient's size, as RMSProp and
 * Adam do, hide this for long. Abstains with fewer than three layers.
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
        double first = Observed.median(early, 0, LayerChange::biasGradientNorm);
        double last = Observed.median(early, layers - 2, LayerChange::biasGradientNorm);
        if (first == 0 && last == 0) {
            return Finding.abstains(Cause.GRADIENTS, "No gradient reaches any of the layers before the output.");
        }
        double ratio = first / last;
        return Finding.of(Cause.GRADIENTS, !(ratio > 1 / FACTOR && ratio < FACTOR),
                Map.of("first_layer", first, "last_hidden_layer", last, "ratio", ratio),
                "Gradient norm by the biases of the first layer %.2g, of the last before the output %.2g: a ratio of"
                        + " %.2g.",
                first, last, ratio);
    }
}
