package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The parts of a dataset. Each crop is in one of them.
 *
 * @param development what the network learns from and is chosen by
 * @param test what the final figures are measured on; empty where none was wanted
 * @param warnings what the user must know about the split, one line each
 */
public record Split(Development development, TestPart test, List<String> warnings) {

    public Split {
        warnings = List.copyOf(warnings);
    }

    /** What the network learns from: crops of every class. */
    public Dataset train() {
        return development.train();
    }

    /** What the best epoch is chosen by; empty where none was wanted. */
    public Dataset validation() {
        return development.validation();
    }
}
