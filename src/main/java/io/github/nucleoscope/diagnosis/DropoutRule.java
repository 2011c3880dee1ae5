package io.github.nucleoscope.diagnosis;

import java.util.Map;

import io.github.nucleoscope.network.OperationDescription;

/**
 * Dropout is too strong for the width of the layers it acts on: the noise that it adds is at least half as large as the
 * signal. A sum of n equal units of which each is dropped with probability p, and scaled by 1 / (1 - p) otherwise, has
 * a relative standard deviation of sqrt(p / ((1 - p) n)): that of a scaled binomial share (see Srivastava et al.,
 * "Dropout", 2014, section 10). A ReLU leaves about half of the units active, so n is half of the layer's units;
 * the squares of several dropouts add up.
 */
final class DropoutRule implements Rule {

    private static final double NOISE = 0.5;
    private static final double ACTIVE_SHARE = 0.5;

    @Override
    public Ruling judge(Evidence evidence) {
        double squares = 0;
        int layers = 0;
        for (OperationDescription operation : OperationDescription.of(evidence.subject().architecture()
                .forClasses(evidence.parts().train().classNames().size()),
                evidence.parts().preparation().inputShape())) {
            if (operation.operation().equals("dropout")) {
                double rate = ((Number) operation.attributes().get("rate")).doubleValue();
                squares += rate / ((1 - rate) * ACTIVE_SHARE * operation.output().values());
                layers++;
            }
        }
        double noise = Math.sqrt(squares);
        return layers == 0 ? Ruling.of(Cause.DROPOUT, false, Map.of("noise", 0.0), "There is no dropout.")
                : Ruling.of(Cause.DROPOUT, noise >= NOISE, Map.of("noise", noise),
                        "The noise of %d dropout layers is %.0f %% of the signal; 50 %% is the limit.", layers,
                        100 * noise);
    }
}
