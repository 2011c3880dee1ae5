package io.github.nucleoscope.diagnosis;

/** What may be wrong with a training. The first ones are what is seen from outside, the others why. */
public enum Cause {
    COLLAPSE("Collapse: one class for all"),
    DEGRADATION("Degradation: the deeper network fits its training data worse than the shallow one"),
    OVERFITTING("Overfitting: training data known by heart"),
    TOO_LITTLE_DATA("Too little data"),
    UNLEARNABLE_LABELS("Labels that cannot be learnt"),
    TOO_FEW_EPOCHS("Too few epochs: still learning when time was up"),
    UNSTANDARDISED_INPUTS("Inputs not standardised"),
    ACTIVATION_VARIANCE("Activations shrink or grow through the layers"),
    GRADIENTS("Gradients vanish or explode"),
    DEAD_RELUS("Dead ReLUs"),
    UPDATE_RATIO("Steps too large or too small for the weights"),
    RATE_TOO_HIGH("Learning rate too high"),
    RATE_TOO_LOW("Learning rate too low"),
    DROPOUT("Too much dropout for the width");

    private final String title;

    Cause(String title) {
        this.title = title;
    }

    /** In words. */
    public String title() {
        return title;
    }
}
