package io.github.nucleoscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.comparison.ComparisonResult;
import io.github.nucleoscope.comparison.Contender.Net;
import io.github.nucleoscope.comparison.Pair;
import io.github.nucleoscope.comparison.Standing;
import io.github.nucleoscope.comparison.StuckNetwork;
import io.github.nucleoscope.comparison.TrainedNetwork;
import io.github.nucleoscope.comparison.Verdict;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.images.AtomicFile;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.nuclei.CropSettings.Background;
import io.github.nucleoscope.report.Report.Block;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Gallery;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.table.ComparisonCsv;

/**
 * The report of a comparison: the files in its folder.
 *
 * @param page the HTML report
 * @param plot the learning curves, PNG
 * @param summary one row per contender
 * @param results one row per contender, seed and fold
 * @param pairs one row per pair of contenders
 * @param predictions one row per contender, seed and nucleus
 */
public record ComparisonReport(Path page, Path plot, Path summary, Path results, Path pairs, Path predictions) {

    /** Returns the paths of {@code comparison.html}, {@code learning-curves.png} and the tables in a folder. */
    public static ComparisonReport in(Path folder) {
        return new ComparisonReport(folder.resolve("comparison.html"), folder.resolve("learning-curves.png"),
                folder.resolve("summary.csv"), folder.resolve("results.csv"), folder.resolve("pairs.csv"),
                folder.resolve("predictions.csv"));
    }

    /** Writes all files; existing ones are replaced. */
    public void write(ComparisonResult result, TrainingSet data) throws IOException {
        byte[] curves = Pictures.png(ComparisonPlot.draw(result));
        AtomicFile.write(plot, out -> out.write(curves));
        ComparisonCsv.summary(result, summary);
        ComparisonCsv.results(result, results);
        ComparisonCsv.pairs(result, pairs);
        ComparisonCsv.predictions(result, data.dataset(), predictions);
        HtmlReport.write(report(result, data), page);
    }

    private static Report report(ComparisonResult result, TrainingSet data) {
        Verdict verdict = Verdict.of(result);
        List<Block> answer = new ArrayList<>();
        answer.add(new Report.Verdict(verdict.sentence(), verdict.details().get(0)));
        verdict.details().stream().skip(1).forEach(detail -> answer.add(new Paragraph(detail)));
        return new Report("Which network?", "Nucleoscope " + Software.version() + ", " + result.nuclei()
                + " nuclei of " + result.classNames().size() + " classes, " + result.settings().folds() + " folds, "
                + (result.settings().seeds().size() == 1 ? "1 seed" : result.settings().seeds().size() + " seeds")
                + ", at most " + result.settings().budget() + " per training", result.warnings(),
                sections(result, data, answer));
    }

    private static List<Section> sections(ComparisonResult result, TrainingSet data, List<Block> answer) {
        List<Section> sections = new ArrayList<>(List.of(new Section("Result", answer), figures(result)));
        if (result.settings().diagnosed()) {
            sections.add(stuck(result));
        }
        sections.addAll(List.of(pairs(result), learning(result), cost(result), method(result, data)));
        return sections;
    }

    private static Section stuck(ComparisonResult result) {
        String chance = String.format(Locale.ROOT, "ln %d = %.3f", result.classNames().size(),
                Math.log(result.classNames().size()));
        if (result.stuck().isEmpty()) {
            return new Section("Which are stuck, and why", new Paragraph("No training ended at the loss of chance, "
                    + chance + ": there was nothing to diagnose."));
        }
        List<List<String>> rows = new ArrayList<>();
        for (StuckNetwork network : result.stuck()) {
            rows.add(List.of(network.given().contender().title(), network.treatments().size() + " of "
                    + network.given().trainings().size(), network.losses(), network.words(network.seen()),
                    network.words(network.remedies()), network.given().balancedAccuracy().toString(),
                    network.remedied().map(better -> better.balancedAccuracy().toString()).orElse("–")));
        }
        return new Section("Which are stuck, and why", new Table(List.of("", "Stuck trainings", "Training loss",
                "Found", "Remedy that worked", "Balanced accuracy", "With the remedy"), rows, "Stuck: the training loss"
                + " of the last epoch is that of chance, " + chance + ", or the training diverged. Each of these"
                + " trainings was diagnosed with the training and validation parts of its own fold, and repeated with"
                + " the remedy that worked best there, if one did; the others stay as they are. The report of each"
                + " diagnosis is next to its training: trainings/network-N/seed-N-fold-N/diagnosis.html."));
    }

    private static Section figures(ComparisonResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Standing s : result.standings()) {
            rows.add(List.of(s.contender().title(), s.balancedAccuracy().toString(), s.accuracy().toString(),
                    s.mcc().toString(), s.auc().toString()));
        }
        return new Section("How good they are", new Table(List.of("", "Balanced accuracy", "Accuracy", "MCC", "AUC"),
                rows, "Means over " + result.standings().get(0).results().size() + " test parts with 95 % intervals"
                + " that allow for the nuclei that the training parts share (Nadeau and Bengio 2003). Every nucleus is"
                + " in a test part once with each seed; no figure of a test part existed before all trainings were"
                + " finished."));
    }

    private static Section pairs(ComparisonResult result) {
        return new Section("Who beats whom", table(result.pairs(), "Difference in balanced accuracy, first minus"
                + " second, by the corrected resampled t-test with " + result.pairs().get(0).difference()
                        .degreesOfFreedom() + " degrees of freedom; McNemar's test (exact, mid-p) on the nuclei, each"
                + " counted once with its mean probabilities over the seeds. McNemar's test assumes that nuclei are"
                + " independent and ignores how much another training would differ: the t-test decides. Both p-values"
                + " are adjusted by Holm over these " + result.pairs().size() + " pairs. Detectable: the smallest"
                + " difference that the t-test, unadjusted, finds in 8 of 10 comparisons like this."),
                table(result.againstChance(), "Against always predicting the most frequent class; a separate family"
                        + " of tests."));
    }

    private static Table table(List<Pair> pairs, String note) {
        List<List<String>> rows = new ArrayList<>();
        for (Pair pair : pairs) {
            rows.add(List.of(pair.first().title() + " – " + pair.second().title(),
                    signed(pair.difference().mean()) + " [" + signed(pair.ci95().low()) + ", "
                            + signed(pair.ci95().high()) + "]",
                    p(pair.difference().p()), p(pair.adjustedP()), pair.isFirstBetter() ? "first better"
                            : pair.isSecondBetter() ? "second better" : "not shown",
                    pair.nuclei().onlyFirst() + " : " + pair.nuclei().onlySecond(), p(pair.adjustedNucleiP()),
                    String.format(Locale.ROOT, "%.3f", pair.difference().smallestDetectable())));
        }
        return new Table(List.of("Pair", "Difference [95 %]", "p", "p (Holm)", "Difference?", "Only one right",
                "McNemar p (Holm)", "Detectable"), rows, note);
    }

    /** Formats with a sign, except 0. */
    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value);
        return text.substring(1).equals("0.000") ? "0.000" : text;
    }

    private static String p(double p) {
        return p < 0.001 ? "<\u00a00.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static Section learning(ComparisonResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Standing s : result.trained()) {
            List<TrainedNetwork> done = s.trainings().stream().filter(TrainedNetwork::hasModel).toList();
            rows.add(List.of(s.contender().title(), range(done.stream().mapToDouble(TrainedNetwork::learningRate)
                    .toArray(), "%.1e"), range(done.stream().mapToDouble(t -> t.history().size()).toArray(), "%.0f"),
                    range(done.stream().mapToDouble(TrainedNetwork::bestEpoch).toArray(), "%.0f"),
                    range(done.stream().mapToDouble(t -> t.history().get(t.bestEpoch() - 1).trainLoss()).toArray(),
                            "%.3f"),
                    range(done.stream().mapToDouble(t -> t.history().get(t.bestEpoch() - 1).validationLoss())
                            .toArray(), "%.3f")));
        }
        List<Figure> panels = new ArrayList<>();
        for (BufferedImage panel : ComparisonPlot.panels(result)) {
            panels.add(new Figure(Pictures.png(panel), "Training and validation loss by epoch of "
                    + result.trained().get(panels.size()).contender().title(), ""));
        }
        return new Section("How they learnt", new Gallery(panels, ComparisonPlot.PANEL_WIDTH),
                new Paragraph("One thin line for each seed and fold. A training loss that stays high is a problem of"
                + " optimisation; one that falls while the validation loss rises is overfitting. Training figures"
                + " are of the epoch's own mini-batches, with dropout and augmentation. Chance: ln "
                + result.classNames().size() + " = " + String.format(Locale.ROOT, "%.3f",
                        Math.log(result.classNames().size())) + "."),
                new Table(List.of("", "Learning rate", "Epochs", "Best epoch", "Training loss", "Validation loss"),
                        rows, "Medians over the trainings, and ranges. Losses are those of the best epoch. "
                                + rates(result)));
    }

    private static String rates(ComparisonResult result) {
        if (!result.settings().tuned()) {
            return "The learning rate was given and the same for all.";
        }
        List<TrainedNetwork> all = result.networks().stream().flatMap(s -> s.trainings().stream()).toList();
        long none = all.stream().filter(training -> !training.rateFound()).count();
        return "Learning rates are from a range test on each training part (Smith 2017)" + (none == 0 ? "."
                : "; in " + none + " of " + all.size() + " it found no rate that learns within its mini-batches, and "
                        + String.format(Locale.ROOT, "%.1e was used.",
                                result.settings().recipe().optimiser().learningRate()));
    }

    /** Formats median and range. */
    private static String range(double[] values, String format) {
        if (values.length == 0) {
            return "n/a";
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String median = String.format(Locale.ROOT, format, sorted[sorted.length / 2]);
        String low = String.format(Locale.ROOT, format, sorted[0]);
        String high = String.format(Locale.ROOT, format, sorted[sorted.length - 1]);
        return low.equals(high) ? median : median + " (" + low + " to " + high + ")";
    }

    private static Section cost(ComparisonResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (Standing s : result.standings()) {
            boolean isNetwork = s.contender() instanceof Net;
            rows.add(List.of(s.contender().title(), isNetwork ? String.valueOf(((Net) s.contender()).depth()) : "–",
                    isNetwork ? String.format(Locale.ROOT, "%,d", s.parameters()) : "–",
                    isNetwork ? String.format(Locale.ROOT, "%.3g", s.secondsPerEpoch()) : "–",
                    String.format(Locale.ROOT, "%,.0f", s.cropsPerSecond())));
        }
        return new Section("What they cost", new Table(List.of("", "Layers with weights", "Weights and biases",
                "Seconds per epoch", "Crops per second"), rows, "Seconds per epoch: median, including validation, on"
                + " this machine and whatever else it was doing. Crops per second: speed of prediction, including the"
                + " measurement of the crops for classifiers of measurements."));
    }

    private static Section method(ComparisonResult result, TrainingSet data) {
        Map<String, String> networks = new LinkedHashMap<>();
        for (Standing s : result.networks()) {
            networks.put(s.contender().title(), ((Net) s.contender()).architecture().toString());
        }
        networks.put("logistic regression, random forest", "of 26 measurements of each crop: shape, intensity,"
                + " Haralick's texture" + (data.preparation().crops().background() == Background.KEEP
                        ? "; the crops include background, so the whole window was measured and shape says nothing"
                        : "") + ". They learn from the whole training part of a fold, as they need no validation"
                + " part.");
        networks.put("most frequent class", "of the training part, always predicted");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data", result.data());
        settings.put("classes", String.join(", ", result.classNames()));
        settings.put("crops", ReportSections.words(data.preparation().crops()));
        result.settings().describe().forEach((name, value) -> {
            if (!name.startsWith("network")) {
                settings.put(name.replace('_', ' '), value);
            }
        });
        return new Section("What was compared, and how", new Facts(networks), new Facts(settings),
                new Facts(Software.versions()));
    }
}
