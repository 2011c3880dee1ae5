package io.github.nucleoscope.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.Fold;
import io.github.nucleoscope.dataset.Folds;
import io.github.nucleoscope.dataset.GroupedFolds;
import io.github.nucleoscope.dataset.TestPart;
import io.github.nucleoscope.problem.InputException;

/** The folds of a comparison, different for each seed. Their test parts are sealed. */
final class SealedFolds {

    private record SealedFold(Dataset train, TestPart test) {

        static SealedFold of(Fold fold) {
            return new SealedFold(fold.train(), TestPart.seal(fold.test()));
        }
    }

    private final Map<Long, List<SealedFold>> ofSeeds = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** @throws InputException if there are too few crops for the folds */
    SealedFolds(Dataset crops, ComparisonSettings settings) {
        for (long seed : settings.seeds()) {
            Folds folds = new GroupedFolds(settings.folds(), seed).folds(crops);
            ofSeeds.put(seed, folds.folds().stream().map(SealedFold::of).toList());
            warnings.addAll(folds.warnings());
        }
    }

    /** Returns warnings about the folds, one line each. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns the crops that a training may see. */
    Dataset train(Training training) {
        return train(training.seed(), training.fold());
    }

    Dataset train(long seed, int fold) {
        return ofSeeds.get(seed).get(fold).train();
    }

    /** Returns a test part, which can be opened once. */
    TestPart test(long seed, int fold) {
        return ofSeeds.get(seed).get(fold).test();
    }
}
