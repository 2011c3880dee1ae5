package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The parts of a dataset. Each crop is in one of them.
 *
 * @param train what the network learns from: crops of every class
 * @param validation what the best epoch is chosen by; empty where none was wanted
 * @param test what the final figures are measured on; empty where none was wanted
 * @param warnings what the user must know about the split, one line each
 */
public record Split(Dataset train, Dataset validation, Dataset test, List<String> warnings) {

    public Split {
        warnings = List.copyOf(warnings);
    }
}
