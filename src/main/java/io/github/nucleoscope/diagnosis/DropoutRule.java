package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.network.OperationDescription;
import io.github.nucleoscope.network.TensorShape;

/**
 * Dropout is too much for the width of the layers it works on: the noise that it adds is at least half as large as what
 * it is added to. A sum of n equal units of which each is dropped with probability p, and scaled by 1 / (1 - p)
 * otherwise, has a relative standard deviation of sqrt(p / ((1 - p) n)): the variance of a binomial share, scaled (see
 * Srivastava et al., "Dropout", 2014, section 10). A ReLU leaves about half of the units at work, so that n is half of
 * the layer's; several dropouts add up in squares.
 */
final class DropoutRule implements Rule {

    private static final double NOISE = 0.5;
    private static final double AT_WORK = 0.5;

    @Override
    public Ruling judge(Evidence evidence) {
        double squares = 0;
        int layers = 0;
        for (OperationDescription operation : OperationDescription.of(evidence.subject().architecture()
                .forClasses(evidence.parts().train().classNames().size()),
                TensorShape.ofCrop(evidence.parts().preparation().crops().size()))) {
            if (operation.operation().equals("dropout")) {
                double rate = ((Number) operation.attributes().get("rate")).doubleValue();
                squares += rate / ((1 - rate) * AT_WORK * operation.output().values());
                layers++;
            }
        }
        double noise = Math.sqrt(squares);
        return layers == 0 ? Ruling.of(Cause.DROPOUT, false, Map.of("noise", 0.0), "There is no dropout.")
                : Ruling.of(Cause.DROPOUT, noise >= NOISE, Map.of("noise", noise),
                        "The noise of %d dropout layers is %.0f %% of what it is added to; half is the limit.", layers,
                        100 * noise);
    }
}
