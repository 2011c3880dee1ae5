package io.github.nucleoscope.diagnosis;

import java.util.List;

/** Looks for one cause of trouble. */
interface Rule {

    /** All rules, in the order of {@link Cause}. */
    List<Rule> ALL = List.of(new CollapseRule(), new DegradationRule(), new OverfittingRule(), new TooLittleDataRule(),
            new UnlearnableLabelsRule(), new TooFewEpochsRule(), new InputsRule(), new ActivationVarianceRule(),
            new GradientsRule(), new DeadReluRule(), new UpdateRatioRule(), new RateTooHighRule(),
            new RateTooLowRule(), new DropoutRule());

    Ruling judge(Evidence evidence);
}
