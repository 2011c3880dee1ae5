package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The rounds of a cross-validation. Each crop is in the test part of one of them.
 *
 * @param folds two or more
 * @param warnings what the user must know about them, one line each
 */
public record Folds(List<Fold> folds, List<String> warnings) {

    public Folds {
        folds = List.copyOf(folds);
        warnings = List.copyOf(warnings);
    }
}
