package io.github.nucleoscope.diagnosis;

import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.network.Standardisation;

/**
 * The network's inputs are not standardised: their mean square, over all pixels of the training part, is above 10 or
 * below 0.1, or their mean is beyond ±1. They should be 1 and 0 (LeCun et al., "Efficient BackProp", 1998, section
 * 4.3). The variance in every layer is proportional to the mean square of the input (He et al. 2015, equation 9), so a
 * factor of ten in the input is a factor of ten away from what the initialisation was designed for.
 */
final class InputsRule implements Rule {

    private static final double FACTOR = 10;

    @Override
    public Ruling judge(Evidence evidence) {
        Optional<Standardisation> given = evidence.subject().standardisation();
        if (given.isEmpty()) {
            return Ruling.of(Cause.UNSTANDARDISED_INPUTS, false, Map.of("mean", 0.0, "mean_square", 1.0),
                    "Inputs have mean 0 and standard deviation 1 over the training part.");
        }
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (LabelledCrop crop : evidence.parts().train().crops()) {
            float[] values = crop.crop().values();
            given.get().apply(values, 0, values.length);
            for (float value : values) {
                sum += value;
                squares += (double) value * value;
            }
            count += values.length;
        }
        double mean = sum / count;
        double square = squares / count;
        return Ruling.of(Cause.UNSTANDARDISED_INPUTS, square > FACTOR || square < 1 / FACTOR || Math.abs(mean) > 1,
                Map.of("mean", mean, "mean_square", square),
                "The network's inputs have mean %.3g and mean square %.3g, where 0 and 1 are expected.", mean, square);
    }
}
