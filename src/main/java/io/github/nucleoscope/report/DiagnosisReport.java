package io.github.nucleoscope.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.diagnosis.Diagnosis;
import io.github.nucleoscope.diagnosis.Evidence;
import io.github.nucleoscope.diagnosis.RemedyTrial;
import io.github.nucleoscope.diagnosis.Ruling.Verdict;
import io.github.nucleoscope.diagnosis.Ruling;
import io.github.nucleoscope.diagnosis.Trial;
import io.github.nucleoscope.evaluation.Estimate;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.report.Report.Block;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.training.TrainingSettings;

/** The report of a diagnosis. */
public final class DiagnosisReport {

    private DiagnosisReport() {}

    /**
     * Creates the report.
     *
     * @param created date and time, for the subtitle
     * @param warnings what readers must know first
     */
    public static Report of(Diagnosis diagnosis, String created, List<String> warnings) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("Result", new Report.Verdict(diagnosis.verdict(), diagnosis.advice())));
        add(sections, "What is wrong, and what shows it", diagnosis, Verdict.SEEN);
        sections.add(remedies(diagnosis));
        sections.add(trials(diagnosis.evidence()));
        List<Block> plots = new ArrayList<>();
        for (LinePlot plot : DiagnosisPlots.of(diagnosis)) {
            plots.add(new Figure(plot.png(), plot.title(), ""));
        }
        sections.add(new Section("Plots", plots));
        add(sections, "What was not found", diagnosis, Verdict.NOT_SEEN);
        add(sections, "What could not be judged", diagnosis, Verdict.ABSTAINS);
        sections.add(settings(diagnosis.evidence()));
        return new Report("Nucleoscope diagnosis", "Nucleoscope " + Software.version() + ", " + created, warnings,
                sections);
    }

    private static void add(List<Section> sections, String heading, Diagnosis diagnosis, Verdict verdict) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Ruling finding : diagnosis.findings()) {
            if (finding.verdict() == verdict) {
                found.put(finding.cause().title(), verdict == Verdict.SEEN
                        ? finding.cause().meaning() + " " + finding.sentence() : finding.sentence());
            }
        }
        if (!found.isEmpty()) {
            sections.add(new Section(heading, new Facts(found)));
        }
    }

    private static Section remedies(Diagnosis diagnosis) {
        String heading = "What was tried, and whether it worked";
        if (diagnosis.remedies().isEmpty()) {
            return new Section(heading, new Paragraph("Nothing: " + (diagnosis.isHealthy()
                    ? "the network needs no remedy." : "no remedy is known for what was found.")));
        }
        List<List<String>> rows = new ArrayList<>();
        for (RemedyTrial tried : diagnosis.remedies()) {
            String worked = diagnosis.best().filter(tried::equals).isPresent() ? "yes, the best"
                    : tried.worked() ? "yes" : "not shown";
            if (tried.trial().answers().isEmpty()) {
                rows.add(List.of(tried.title(), worked, "diverged", "", ""));
            } else {
                rows.add(List.of(tried.title(), worked,
                        tried.trial().validation().balancedAccuracy().toString(),
                        tried.improvement().map(Estimate::toString).orElse(""),
                        tried.again().map(Estimate::toString).orElse("not tried")));
            }
        }
        return new Section(heading, new Table(List.of("Changed", "Worked?", "Balanced accuracy",
                "Loss lower by", "With another seed"), rows, "Each was tried on its own, for the same number of epochs"
                        + " (twice as many if that is the remedy), on the same nuclei; figures are of the validation"
                        + " part, with 95 % intervals. A remedy worked if the network then tells the classes apart"
                        + " better than chance and its loss is lower by at least "
                        + three(diagnosis.remedies().get(0).needed())
                        + " with the whole interval above 0, and again with another seed."));
    }

    private static Section trials(Evidence evidence) {
        List<List<String>> rows = new ArrayList<>();
        evidence.trials().forEach(trial -> add(rows, trial));
        return new Section("What was trained", new Table(List.of("Network", "Epochs", "Training loss",
                "Validation loss", "Balanced accuracy"), rows, "Training loss of the last epoch; validation loss and"
                        + " balanced accuracy of the epoch with the lowest validation loss, with 95 % intervals. Losses"
                        + " in nats; chance is " + three(evidence.chance()) + ". Shuffled labels show what it looks"
                        + " like if there is nothing to learn; the reference network, which is easy to train, shows"
                        + " whether there is anything to learn."));
    }

    private static void add(List<List<String>> rows, Trial trial) {
        if (trial.answers().isEmpty()) {
            rows.add(List.of(trial.name(), "diverged", "", "", ""));
            return;
        }
        rows.add(List.of(trial.name(), String.valueOf(trial.history().size()),
                three(trial.history().get(trial.history().size() - 1).trainLoss()),
                trial.answers().get().validation().loss().toString(),
                trial.answers().get().validation().balancedAccuracy().toString()));
    }

    private static Section settings(Evidence evidence) {
        TrainingSettings settings = evidence.network().subject().settings();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Network", evidence.network().subject().architecture().toString());
        facts.put("Training nuclei", evidence.parts().train().size() + " of "
                + evidence.parts().train().sources().size() + " images");
        facts.put("Validation nuclei", evidence.parts().validation().size() + " of "
                + evidence.parts().validation().sources().size() + " images");
        facts.put("Data", evidence.parts().description());
        facts.put("Initial weights", settings.initialisation().name().toLowerCase(Locale.ROOT));
        facts.put("Optimiser", settings.optimiser().algorithm() + ", learning rate "
                + settings.optimiser().learningRate());
        facts.put("Mini-batch", settings.batches().size() + " crops");
        facts.put("Augmentation", settings.batches().augmentation().description());
        facts.put("Seed", String.valueOf(settings.seed()));
        return new Section("Settings", new Facts(facts));
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
