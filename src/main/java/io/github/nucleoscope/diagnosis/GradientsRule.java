package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.training.Observation;

/**
 * Gradients vanish or explode on their way back: at the start, the norm of what comes back of a crop's error to the
 * first ReLU is below a thousandth, or above a thousandfold, of what comes back to the last one: Glorot and Bengio's
 * back-propagated gradients (2010, figure 7). Each layer multiplies them by fan out times the weights' variance over 2
 * where ReLUs follow (He et al. 2015, equation 14): by 1 with He's weights, by a half with Glorot's, in mean squares.
 * By one rate for all layers the first ones then stand still, or the last ones are destroyed. Optimisers that divide by
 * the gradient's size, as RMSProp and Adam do, hide this for long. It is judged at the start as it can later be what
 * ReLUs that died, or a rate too high, have made.
 *
 * <p>The norm is of each crop by itself. The gradient by the weights would not do: it is a product of what comes back
 * and what came forward, and stays alike in all layers where both shrink (Glorot and Bengio 2010, section 4.2.1). Nor
 * would that by the biases, a mean over the mini-batch: where the network says the same of all crops, those of two
 * balanced classes cancel in the last layers, and less so in the first ones. Abstains with fewer than three ReLUs, and
 * where nothing comes back to any of them.
 */
final class GradientsRule implements Rule {

    private static final double FACTOR = 1000;

    @Override
    public Ruling judge(Evidence evidence) {
        List<Observation> observations = evidence.network().observations();
        if (observations.isEmpty()) {
            return Ruling.abstains(Cause.GRADIENTS, "No step was observed.");
        }
        List<LayerActivity> relus = observations.get(0).rectified();
        if (relus.size() < 3) {
            return Ruling.abstains(Cause.GRADIENTS, "The network has %d layers with ReLU, fewer than three.",
                    relus.size());
        }
        double first = relus.get(0).errorNorm();
        double last = relus.get(relus.size() - 1).errorNorm();
        if (first == 0 && last == 0) {
            return Ruling.abstains(Cause.GRADIENTS, "Nothing of the error comes back to any ReLU.");
        }
        double ratio = first / last;
        return Ruling.of(Cause.GRADIENTS, !(ratio > 1 / FACTOR && ratio < FACTOR),
                Map.of("first_relu", first, "last_relu", last, "ratio", ratio),
                "At the start, of a crop's error %.2g comes back to the last of %d ReLUs and %.2g to the first"
                        + " (norm of the gradient): a ratio of %.2g.", last, relus.size(), first, ratio);
    }
}
