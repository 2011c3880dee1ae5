package io.github.nucleoscope.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.github.nucleoscope.dataset.ClassicalReading;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.nuclei.CropSettings;

/** The names of the crops that a check accuses. */
final class Accused {

    private Accused() {}

    /** Checks the crops of a folder, without other crops to test on. */
    static CheckResult check(Path folder, CheckSettings settings, CheckProgress progress) throws IOException {
        TrainingSet set = TrainingSource.of(folder, null, false,
                ClassicalReading.of(CropSettings.DEFAULT, 1)).read(FileProgress.NONE);
        return new TrainingCheck(settings, progress).check(set, Optional.empty());
    }

    /** What findings of these kinds accuse. */
    static Set<String> by(CheckResult result, String... kinds) {
        Set<String> names = new TreeSet<>();
        for (String kind : kinds) {
            result.findings(kind).forEach(finding -> finding.suspects()
                    .forEach(suspect -> names.add(result.crop(suspect.crop()).name())));
        }
        return names;
    }

    /** What findings of all kinds of duplicates accuse. */
    static Set<String> copies(CheckResult result) {
        return by(result, "exact-duplicates", "near-duplicates", "conflicting-duplicates");
    }

    /** How much of a set the other one has; NaN of an empty one. */
    static double share(Set<String> part, Set<String> of) {
        Set<String> both = new TreeSet<>(part);
        both.retainAll(of);
        return of.isEmpty() ? Double.NaN : (double) both.size() / of.size();
    }

    /** The union. */
    static Set<String> all(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
