package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The parts of a dataset. Each crop is in exactly one of them.
 *
 * @param development crops for training and validation
 * @param test crops for the final evaluation; empty if no test part was requested
 * @param warnings warnings about the split for the user, one line each
 */
public record Split(Development development, TestPart test, List<String> warnings) {

    public Split {
        warnings = List.copyOf(warnings);
    }

    /** Returns the crops that the network learns from, of every class. */
    public Dataset train() {
        return development.train();
    }

    /** Returns the crops that the best epoch is chosen by; empty if no validation part was requested. */
    public Dataset validation() {
        return development.validation();
    }
}
