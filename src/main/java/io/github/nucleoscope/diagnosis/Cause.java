package io.github.nucleoscope.diagnosis;

/** What may be wrong with a training. The first ones are what is seen from outside, the others why. */
public enum Cause {
    COLLAPSE("Collapse: one class for all", "The network gives the same answer for every nucleus."),
    DEGRADATION("Degradation: the deeper network fits its training data worse than the shallow one",
            "It is too hard to train as it is; that it were too large for the data would show otherwise."),
    OVERFITTING("Overfitting: training data known by heart",
            "It knows the nuclei that it was trained on, and others much worse."),
    TOO_LITTLE_DATA("Too little data", "With more labelled nuclei it would be better."),
    UNLEARNABLE_LABELS("Labels that cannot be learnt",
            "What the labels say cannot be seen in these crops, or many labels are wrong."),
    TOO_FEW_EPOCHS("Too few epochs", "The network was still learning when time was up."),
    UNSTANDARDISED_INPUTS("Inputs not standardised",
            "The grey values come in far larger or smaller than the network's first weights are made for."),
    ACTIVATION_VARIANCE("Activations shrink or grow through the layers",
            "On its way through the layers the image fades away, or blows up."),
    GRADIENTS("Gradients vanish or explode",
            "On its way back through the layers the correction of errors fades away, or blows up: first and last layers"
                    + " cannot learn at one rate."),
    DEAD_RELUS("Dead ReLUs", "Many units give 0 for every nucleus, and cannot learn any more."),
    UPDATE_RATIO("Steps too large or too small for the weights",
            "A step of the training rewrites the weights, or changes next to nothing."),
    RATE_TOO_HIGH("Learning rate too high", "The steps are so large that they destroy what was learnt."),
    RATE_TOO_LOW("Learning rate too low", "The steps are so small that the network hardly gets anywhere in this time."),
    DROPOUT("Too much dropout for the width",
            "So many of so few units are left out at random that noise drowns what is to be learnt.");

    private final String title;
    private final String meaning;

    Cause(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** In words. */
    public String title() {
        return title;
    }

    /** What it means, in one plain sentence. */
    public String meaning() {
        return meaning;
    }
}
