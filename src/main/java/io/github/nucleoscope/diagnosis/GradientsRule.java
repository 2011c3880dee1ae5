package io.github.nucleoscope.diagnosis;

import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.training.Observation;

/**
 * Gradients vanish or explode during back-propagation: at the start, the norm of a crop's back-propagated gradient at
 * the first ReLU is below 1/1000 or above 1000 times that at the last (Glorot and Bengio 2010, figure 7). Each layer
 * followed by ReLUs multiplies its mean square by fan out times the weights' variance over 2 (He et al. 2015, equation
 * 14): by 1 with He's weights, by a half with Glorot's. With one rate for all layers the first ones then stand still,
 * or the last ones are destroyed. Optimisers that divide by the size of the gradient, as RMSProp and Adam do, hide this
 * for a long time. It is judged at the start because later it may be a consequence of dead ReLUs or too high a rate.
 *
 * <p>The norm is taken crop by crop. The gradient with respect to the weights would not do: it is a product of the
 * backward and the forward signal, and stays similar in all layers if both shrink (Glorot and Bengio 2010, section
 * 4.2.1). Nor would that with respect to the biases, a mean over the mini-batch: if the network predicts the same for
 * all crops, the gradients of two balanced classes cancel in the last layers, and less so in the first ones. Abstains
 * with fewer than three ReLUs, and if the gradient is 0 at both ends.
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
            return Ruling.abstains(Cause.GRADIENTS, "The gradient is 0 at the first and the last ReLU.");
        }
        double ratio = first / last;
        return Ruling.of(Cause.GRADIENTS, !(ratio > 1 / FACTOR && ratio < FACTOR),
                Map.of("first_relu", first, "last_relu", last, "ratio", ratio),
                "At the start, the norm of a crop's gradient is %.2g at the last of %d ReLUs and %.2g at the first:"
                        + " a ratio of %.2g.", last, relus.size(), first, ratio);
    }
}
