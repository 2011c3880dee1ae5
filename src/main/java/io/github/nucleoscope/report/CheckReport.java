package io.github.nucleoscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.nucleoscope.check.CheckResult;
import io.github.nucleoscope.check.CropFacts;
import io.github.nucleoscope.check.Cue;
import io.github.nucleoscope.check.DataCurve;
import io.github.nucleoscope.check.Finding;
import io.github.nucleoscope.check.OutOfFold;
import io.github.nucleoscope.check.Severity;
import io.github.nucleoscope.check.Suspect;
import io.github.nucleoscope.check.Thumbnail;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.report.Report.Block;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Gallery;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import io.github.nucleoscope.report.Report.Verdict;

/** The report of a check of a training set: the findings, worst first, each with its evidence and pictures. */
public final class CheckReport {

    private static final int MOST_PICTURES = 24;
    private static final int PICTURE_WIDTH = 112;

    private CheckReport() {}

    /** Writes the page; an existing one is replaced. */
    public static void write(CheckResult result, Path file) throws IOException {
        HtmlReport.write(of(result), file);
    }

    /** The page. */
    static Report of(CheckResult result) {
        List<Section> sections = new ArrayList<>();
        sections.add(overview(result));
        for (Finding finding : result.findings()) {
            if (finding.severity() != Severity.NOTE) {
                sections.add(section(result, finding));
            }
        }
        result.curve().ifPresent(curve -> sections.add(curve(result, curve)));
        if (!result.cues().isEmpty()) {
            sections.add(cues(result));
        }
        sections.add(set(result));
        return new Report("Check of the training set", "Nucleoscope " + Software.version() + ", "
                + result.set().description(), result.notes(), sections);
    }

    private static Section overview(CheckResult result) {
        List<List<String>> rows = result.findings().stream().map(finding -> List.of(sentence(finding.title()),
                word(finding.severity()), finding.suspects().isEmpty() ? "the set"
                        : String.valueOf(finding.suspects().size()))).toList();
        long severe = result.count(Severity.SEVERE);
        long important = result.count(Severity.IMPORTANT);
        String verdict = severe > 0 ? "Correct this set before you train: " + things(severe, "severe finding") + "."
                : important > 0 ? "Usable, with " + things(important, "important finding") + "."
                        : result.cancelled() ? "The check was stopped; nothing important had been found by then."
                                : "Nothing important was found.";
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Verdict(verdict, result.crops().size() + " crops were checked."));
        if (!rows.isEmpty()) {
            blocks.add(new Table(List.of("Finding", "Severity", "Crops"), rows,
                    "Severe: figures measured on this set are wrong, or a network learns something other than the "
                            + "class. Important: the network or its figures suffer. Minor: a few crops, or little "
                            + "harm. Note: no action needed."));
        }
        return new Section("Result", blocks);
    }

    private static String word(Severity severity) {
        return sentence(severity.name().toLowerCase(Locale.ROOT));
    }

    private static String things(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Section section(CheckResult result, Finding finding) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(sentence(finding.evidence())));
        blocks.add(new Paragraph("What to do: " + finding.remedy()));
        if (!finding.suspects().isEmpty()) {
            List<Figure> pictures = finding.suspects().stream().limit(MOST_PICTURES)
                    .map(suspect -> picture(result, suspect)).toList();
            if (finding.suspects().size() > MOST_PICTURES) {
                blocks.add(new Paragraph("The first " + MOST_PICTURES + " of " + finding.suspects().size()
                        + "; findings.csv lists all."));
            }
            blocks.add(new Gallery(pictures, PICTURE_WIDTH));
        }
        return new Section(sentence(finding.title()) + " (" + finding.severity().name().toLowerCase(Locale.ROOT) + ")",
                blocks);
    }

    private static Figure picture(CheckResult result, Suspect suspect) {
        CropFacts crop = result.crop(suspect.crop());
        String caption = suspect.detail() + ": " + crop.name();
        return new Figure(Pictures.png(picture(crop.thumbnail())), "a crop: " + caption, caption);
    }

    private static BufferedImage picture(Thumbnail thumbnail) {
        BufferedImage picture = new BufferedImage(thumbnail.width(), thumbnail.height(), BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, thumbnail.width(), thumbnail.height(), thumbnail.grey());
        return picture;
    }

    private static Section curve(CheckResult result, DataCurve curve) {
        Finding finding = result.findings("learning-curve").get(0);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("all, balanced accuracy", curve.gain().toString()));
        List<String> names = result.set().dataset().classNames();
        for (int c = 0; c < names.size(); c++) {
            rows.add(List.of(names.get(c) + ", recall", curve.classGains().get(c).toString()));
        }
        return new Section(sentence(finding.title()), new Paragraph(finding.evidence() + " " + finding.remedy()),
                new Figure(Pictures.png(DataCurvePlot.draw(curve, names.size())),
                        "Balanced accuracy against the number of training crops", "Cross-validated; bars are 95 % "
                                + "intervals over the folds, corrected for the crops they share (Nadeau and Bengio "
                                + "2003). All networks were trained for the same number of steps."),
                new Table(List.of("Gain from the last doubling", "Value and 95 % interval"), rows, ""));
    }

    private static Section cues(CheckResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (OutOfFold network : result.networks()) {
            if (network.share() == 1) {
                rows.add(List.of("a network that sees the nuclei", network.evaluation().balancedAccuracy().toString(),
                        network.evaluation().auc().toString()));
            }
        }
        for (Cue cue : result.cues()) {
            rows.add(List.of(cue.name() + " alone", cue.balancedAccuracy().toString(), cue.auc().toString()));
        }
        return new Section("What predicts the class", new Table(List.of("Predictor", "Balanced accuracy", "AUC"), rows,
                "On held-out crops, with 95 % intervals; chance is a balanced accuracy of "
                        + String.format(Locale.ROOT, "%.3f", 1.0 / result.set().dataset().classNames().size())
                        + ". Crops without a nucleus and copies were left out."));
    }

    private static Section set(CheckResult result) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> names = result.set().dataset().classNames();
        int[] counts = result.set().dataset().countPerClass();
        for (int c = 0; c < names.size(); c++) {
            facts.put(names.get(c), counts[c] == 1 ? "1 crop" : counts[c] + " crops");
        }
        facts.put("Source images", result.set().dataset().withoutImage() == result.crops().size() ? "not known"
                : String.valueOf(result.set().dataset().sources().size() - result.set().dataset().withoutImage()));
        facts.put("Held-out crops", result.heldOut().isEmpty() ? "none given"
                : String.valueOf(result.heldOut().size()));
        return new Section("The set", new Facts(facts));
    }
}
