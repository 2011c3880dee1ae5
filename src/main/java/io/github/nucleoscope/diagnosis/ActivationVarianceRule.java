package io.github.nucleoscope.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;

/**
 * At the start, the inputs of the ReLUs shrink or grow through the layers: their mean square at the last ReLU is below
 * 1/100 or above 100 times that at the first. He's initialisation preserves it in a plain network with ReLUs (He et al.
 * 2015, section 2.2); Glorot's, designed for units without ReLU, loses half or more of it in each layer (fan in / (fan
 * in + fan out)). A factor of 1/100 is 1/10 in the values: the biases then outweigh what comes from the image. Abstains
 * with fewer than three ReLUs.
 */
final class ActivationVarianceRule implements Rule {

    private static final double FACTOR = 100;

    @Override
    public Ruling judge(Evidence evidence) {
        List<Observation> observations = evidence.network().observations();
        if (observations.isEmpty()) {
            return Ruling.abstains(Cause.ACTIVATION_VARIANCE, "No step was observed.");
        }
        List<LayerActivity> rectified = observations.get(0).rectified();
        if (rectified.size() < 3) {
            return Ruling.abstains(Cause.ACTIVATION_VARIANCE, "The network has %d layers with ReLU, fewer than three.",
                    rectified.size());
        }
        double first = rectified.get(0).meanSquare();
        double last = rectified.get(rectified.size() - 1).meanSquare();
        double factor = last / first;
        double predicted = predicted(observations.get(0).changes());
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("factor", factor);
        numbers.put("predicted_of_plain_network", predicted);
        return Ruling.of(Cause.ACTIVATION_VARIANCE, !(factor > 1 / FACTOR && factor < FACTOR), numbers,
                "At the start the mean square of the ReLUs' inputs is %.3g at the first and %.3g at the last of"
                        + " %d: a factor of %.2g. With weights of this size a plain network would have %.2g without"
                        + " pooling; He's initialisation gives 1.", first, last, rectified.size(), factor, predicted);
    }

    /** Returns the product of fan in times the weights' variance over 2, over the layers between (eq. 9). */
    static double predicted(List<LayerChange> layers) {
        double factor = 1;
        // Neither the first layer nor the output lies between the first and the last ReLU.
        for (LayerChange layer : layers.subList(1, layers.size() - 1)) {
            factor *= layer.fanIn() * layer.weightSquare() / 2;
        }
        return factor;
    }
}
