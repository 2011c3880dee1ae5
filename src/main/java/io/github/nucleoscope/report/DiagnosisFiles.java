package io.github.nucleoscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Ruling;
import io.github.nucleoscope.diagnosis.Trial;
import io.github.nucleoscope.network.LayerActivity;
import io.github.nucleoscope.table.CsvFile;
import io.github.nucleoscope.training.EpochRecord;
import io.github.nucleoscope.training.LayerChange;
import io.github.nucleoscope.training.Observation;
import io.github.nucleoscope.training.RangeTest;

/**
 * The files of a diagnosis in its folder.
 *
 * @param page the HTML report
 * @param findings one row for each rule
 * @param curves one row for each epoch of each network that was trained
 * @param layers one row for each layer of each observed step
 * @param rangeTest one row for each mini-batch of the range test
 */
public record DiagnosisFiles(Path page, Path findings, Path curves, Path layers, Path rangeTest) {

    /** Returns the paths of {@code diagnosis.html}, {@code findings.csv} and the other tables in a folder. */
    public static DiagnosisFiles in(Path folder) {
        return new DiagnosisFiles(folder.resolve("diagnosis.html"), folder.resolve("findings.csv"),
                folder.resolve("curves.csv"), folder.resolve("layers.csv"), folder.resolve("range-test.csv"));
    }

    /** Writes all files; existing ones are replaced. */
    public void write(Diagnosis diagnosis, List<String> warnings) throws IOException {
        HtmlReport.write(DiagnosisReport.of(diagnosis, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                warnings), page);
        try (CsvFile csv = new CsvFile(findings, List.of("cause", "verdict", "sentence"))) {
            for (Ruling finding : diagnosis.findings()) {
                csv.append(List.of(List.of(finding.cause(), finding.verdict(), finding.sentence())));
            }
        }
        writeCurves(diagnosis);
        writeLayers(diagnosis.evidence().network().observations());
        try (CsvFile csv = new CsvFile(rangeTest, List.of("learning_rate", "loss", "running_mean"))) {
            for (RangeTest.Point point : diagnosis.evidence().range().points()) {
                csv.append(List.of(List.of(point.rate(), point.loss(), point.smoothed())));
            }
        }
    }

    private void writeCurves(Diagnosis diagnosis) {
        List<Trial> trials = new ArrayList<>(diagnosis.evidence().trials());
        diagnosis.remedies().stream().map(RemedyTrial::trial).forEach(trials::add);
        try (CsvFile csv = new CsvFile(curves, List.of("trained", "epoch", "train_loss", "train_balanced_accuracy",
                "validation_loss", "validation_balanced_accuracy"))) {
            for (Trial trial : trials) {
                for (EpochRecord epoch : trial.history()) {
                    csv.append(List.of(List.of(trial.name(), epoch.epoch(), epoch.trainLoss(),
                            epoch.trainBalancedAccuracy(), epoch.validationLoss(),
                            epoch.validationBalancedAccuracy())));
                }
            }
        }
    }

    private void writeLayers(List<Observation> observations) {
        try (CsvFile csv = new CsvFile(layers, List.of("step", "layer", "figure", "value"))) {
            for (Observation observation : observations) {
                List<List<Object>> rows = new ArrayList<>();
                for (LayerActivity activity : observation.activities()) {
                    rows.add(row(observation, activity.name(), "activation_mean", activity.mean()));
                    rows.add(row(observation, activity.name(), "activation_variance", activity.variance()));
                    rows.add(row(observation, activity.name(), "dead_share", activity.dead()));
                    rows.add(row(observation, activity.name(), "error_norm", activity.errorNorm()));
                }
                for (LayerChange change : observation.changes()) {
                    rows.add(row(observation, change.layer(), "gradient_norm", change.gradientNorm()));
                    rows.add(row(observation, change.layer(), "weight_norm", change.weightNorm()));
                    rows.add(row(observation, change.layer(), "step_norm", change.updateNorm()));
                }
                csv.append(rows);
            }
        }
    }

    private static List<Object> row(Observation observation, String layer, String figure, double value) {
        return List.of(observation.step(), layer, figure, value);
    }
}
