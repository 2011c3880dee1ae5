package io.github.nucleoscope.diagnosis;

/** What may be wrong with a training: symptoms first, then their causes. */
public enum Cause {
    COLLAPSE("Collapse: one class for all", "The network gives the same answer for every nucleus."),
    DEGRADATION("Degradation: the deeper network fits its training data worse than the shallow one",
            "It is too hard to train as it is; if it were too large for the data, it would fit them too well."),
    OVERFITTING("Overfitting: training data memorised",
            "It recognises the nuclei that it was trained on, but others much less well."),
    TOO_LITTLE_DATA("Too little data", "More labelled nuclei would make it better."),
    UNLEARNABLE_LABELS("Labels that cannot be learnt",
            "What the labels say cannot be seen in these crops, or many labels are wrong."),
    TOO_FEW_EPOCHS("Too few epochs", "The network was still learning when the training ended."),
    UNSTANDARDISED_INPUTS("Inputs not standardised",
            "The grey values are far larger or smaller than the network's initial weights are made for."),
    ACTIVATION_VARIANCE("Activations shrink or grow through the layers",
            "On its way through the layers the signal of the image fades away or blows up."),
    GRADIENTS("Gradients vanish or explode",
            "On its way back through the layers the error signal fades away or blows up: the first and last layers"
                    + " cannot learn at the same rate."),
    DEAD_RELUS("Dead ReLUs", "Many units output 0 for every nucleus and can no longer learn."),
    UPDATE_RATIO("Steps too large or too small for the weights",
            "A training step overwrites the weights, or changes next to nothing."),
    RATE_TOO_HIGH("Learning rate too high", "The steps are so large that they destroy what was learnt."),
    RATE_TOO_LOW("Learning rate too low",
            "The steps are so small that the network hardly makes progress in this time."),
    DROPOUT("Too much dropout for the width",
            "So many of so few units are dropped at random that noise drowns out what is to be learnt.");

    private final String title;
    private final String meaning;

    Cause(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** Returns the name of the cause, for people. */
    public String title() {
        return title;
    }

    /** Returns what the cause means, in one plain sentence. */
    public String meaning() {
        return meaning;
    }
}
