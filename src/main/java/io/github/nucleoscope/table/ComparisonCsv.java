package io.github.nucleoscope.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.FoldResult;
import io.github.nucleoscope.comparison.Pair;
import io.github.nucleoscope.comparison.Standing;
import io.github.nucleoscope.comparison.TrainedNetwork;
import io.github.nucleoscope.dataset.Dataset;
import io.github.nucleoscope.dataset.LabelledCrop;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.evaluation.Outcome;

/** Writes the tables of a comparison as CSV files. Undefined values are written as {@code NaN}. */
public final class ComparisonCsv {

    private ComparisonCsv() {}

    /** Writes one row per contender. */
    public static void summary(ComparisonResult result, Path file) {
        try (CsvFile csv = new CsvFile(file, List.of("contender", "notation", "layers_with_weights", "parameters",
                "accuracy", "accuracy_low95", "accuracy_high95", "balanced_accuracy", "balanced_accuracy_low95",
                "balanced_accuracy_high95", "mcc", "mcc_low95", "mcc_high95", "auc", "auc_low95", "auc_high95",
                "seconds_per_epoch", "crops_per_second"))) {
            for (Standing s : result.standings()) {
                List<Object> row = new ArrayList<>(List.of(s.contender().title(),
                        s.contender() instanceof Net net ? net.architecture().toString() : "",
                        s.contender() instanceof Net net ? net.depth() : 0, s.parameters()));
                for (Estimate estimate : List.of(s.accuracy(), s.balancedAccuracy(), s.mcc(), s.auc())) {
                    row.addAll(List.of(estimate.value(), estimate.ci95().low(), estimate.ci95().high()));
                }
                row.addAll(List.of(s.secondsPerEpoch(), s.cropsPerSecond()));
                csv.append(List.of(row));
            }
        }
    }

    /** Writes one row per contender, seed and fold. Only the last column depends on the speed of the machine. */
    public static void results(ComparisonResult result, Path file) {
        try (CsvFile csv = new CsvFile(file, List.of("contender", "seed", "fold", "nuclei", "accuracy",
                "balanced_accuracy", "mcc", "auc", "learning_rate", "epochs", "best_epoch", "train_loss",
                "validation_loss", "seconds"))) {
            for (Standing s : result.standings()) {
                for (int i = 0; i < s.results().size(); i++) {
                    FoldResult r = s.results().get(i);
                    List<Object> row = new ArrayList<>(List.of(s.contender().title(), r.seed(), r.fold() + 1,
                            r.nuclei().size(), r.accuracy(), r.balancedAccuracy(), r.mcc(), r.auc()));
                    row.addAll(s.trainings().isEmpty() ? List.of("", "", "", "", "", "")
                            : training(s.trainings().get(i)));
                    csv.append(List.of(row));
                }
            }
        }
    }

    private static List<Object> training(TrainedNetwork training) {
        boolean has = training.bestEpoch() > 0;
        return List.of(training.learningRate(), training.history().size(), training.bestEpoch(),
                has ? training.history().get(training.bestEpoch() - 1).trainLoss() : Double.NaN,
                has ? training.history().get(training.bestEpoch() - 1).validationLoss() : Double.NaN,
                training.history().stream().mapToDouble(epoch -> epoch.seconds()).sum());
    }

    /** Writes one row per pair of contenders. */
    public static void pairs(ComparisonResult result, Path file) {
        try (CsvFile csv = new CsvFile(file, List.of("first", "second", "difference", "low95", "high95", "t",
                "degrees_of_freedom", "p", "p_holm", "smallest_detectable", "only_first_right", "only_second_right",
                "mcnemar_p", "mcnemar_p_holm"))) {
            for (List<Pair> family : List.of(result.pairs(), result.againstChance())) {
                for (Pair pair : family) {
                    csv.append(List.of(List.of(pair.first().title(), pair.second().title(), pair.difference().mean(),
                            pair.ci95().low(), pair.ci95().high(), pair.difference().t(),
                            pair.difference().degreesOfFreedom(), pair.difference().p(), pair.adjustedP(),
                            pair.difference().smallestDetectable(), pair.nuclei().onlyFirst(),
                            pair.nuclei().onlySecond(), pair.nuclei().p(), pair.adjustedNucleiP())));
                }
            }
        }
    }

    /** Writes one row per contender, seed and nucleus. */
    public static void predictions(ComparisonResult result, Dataset dataset, Path file) {
        List<String> header = new ArrayList<>(List.of("contender", "seed", "fold", "nucleus", "image", "label", "class",
                "predicted"));
        result.classNames().forEach(name -> header.add("P(" + name + ")"));
        try (CsvFile csv = new CsvFile(file, header)) {
            for (Standing s : result.standings()) {
                for (FoldResult r : s.results()) {
                    List<List<Object>> rows = new ArrayList<>();
                    for (int i = 0; i < r.nuclei().size(); i++) {
                        LabelledCrop crop = dataset.crops().get(r.nuclei().get(i));
                        Outcome outcome = r.outcomes().get(i);
                        List<Object> row = new ArrayList<>(List.of(s.contender().title(), r.seed(), r.fold() + 1,
                                r.nuclei().get(i) + 1, crop.crop().source(), crop.crop().label(),
                                result.classNames().get(outcome.truth()),
                                result.classNames().get(outcome.predicted())));
                        for (double probability : outcome.probabilities()) {
                            row.add(probability);
                        }
                        rows.add(row);
                    }
                    csv.append(rows);
                }
            }
        }
    }
}
