package io.github.nucleoscope.dataset;

import java.util.List;

/**
 * The folds of a cross-validation. Each crop is in the test part of exactly one of them.
 *
 * @param folds two or more folds
 * @param warnings warnings for the user, one line each
 */
public record Folds(List<Fold> folds, List<String> warnings) {

    public Folds {
        folds = List.copyOf(folds);
        warnings = List.copyOf(warnings);
    }
}
