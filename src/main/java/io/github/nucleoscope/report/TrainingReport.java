package io.github.nucleoscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.classifier.NucleusClassifier;
import io.github.nucleoscope.network.Software;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Gallery;
import io.github.nucleoscope.report.Report.Legend;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.training.Judgement;
import io.github.nucleoscope.training.TrainingResult;

/**
 * The report of a training.
 *
 * @param title of the page
 * @param result what was trained
 * @param warnings what readers must know first
 * @param heldOut predictions for held-out nuclei, used neither for training nor for any choice; empty if there are none
 * @param fields sections with pictures, between the figures and the mistakes
 */
public record TrainingReport(String title, TrainingResult result, List<String> warnings, Optional<Judgement> heldOut,
        List<Section> fields) {

    private static final int MOST_MISTAKES = 24;
    private static final int CROP_WIDTH = 128;

    /** Writes the report as an HTML page; an existing one is replaced. */
    public void write(Path file) throws IOException {
        NucleusClassifier classifier = result.classifier();
        List<Section> sections = new ArrayList<>();
        if (!result.advice().isEmpty()) {
            sections.add(new Section("What to label next", result.advice().stream().<Report.Block>map(Paragraph::new)
                    .toArray(Report.Block[]::new)));
        }
        heldOut.ifPresent(judgement -> sections.add(ReportSections.verdict(judgement.evaluation(),
                isOutOfFold(judgement) ? ", each judged by members that had not seen it" : " held out")));
        if (!result.history().isEmpty()) {
            sections.add(ReportSections.learningCurve(result.history(), result.bestEpoch(),
                    classifier.classes().size()));
        }
        heldOut.ifPresent(judgement -> sections.add(ReportSections.metrics(isOutOfFold(judgement)
                ? "All labelled nuclei, each judged by members that had not seen it" : "Held-out nuclei",
                judgement.evaluation())));
        if (!result.decisions().isEmpty()) {
            sections.add(new Section("What was chosen", result.decisions().stream().<Report.Block>map(line ->
                    new Paragraph(line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + "."))
                    .toArray(Report.Block[]::new)));
        }
        sections.addAll(fields);
        heldOut.ifPresent(judgement -> sections.add(mistakes(judgement)));
        result.validation().ifPresent(judgement -> sections.add(ReportSections.metrics(
                "Validation nuclei, which chose the epoch and the calibration", judgement.evaluation())));
        sections.add(ReportSections.provenance(classifier));
        HtmlReport.write(new Report(title, "Nucleoscope " + Software.version() + ", "
                + classifier.provenance().created(), warnings, sections), file);
    }

    private boolean isOutOfFold(Judgement judgement) {
        return result.outOfFold().filter(judgement::equals).isPresent();
    }

    /** Creates a section of fields with their nuclei outlined in the colours of their classes. */
    public static Section fields(String heading, NucleusClassifier classifier, List<Figure> pictures, int width) {
        return new Section(heading, new Legend(classifier.classes()), new Gallery(pictures, width));
    }

    private Section mistakes(Judgement judgement) {
        List<Judgement.Answer> worst = judgement.worstMistakes();
        if (worst.isEmpty()) {
            return new Section("Mistakes", new Paragraph("There are none among the held-out nuclei."));
        }
        List<String> names = result.classifier().classNames();
        List<Figure> pictures = worst.stream().limit(MOST_MISTAKES).map(answer -> {
            String caption = "truth " + names.get(answer.truth()) + ", predicted "
                    + names.get(answer.prediction().classIndex())
                    + String.format(Locale.ROOT, " (%.2f)", answer.prediction().confidence())
                    + ", " + answer.crop().crop().source();
            return new Figure(Pictures.crop(answer.crop().crop()), "a crop: " + caption, caption);
        }).toList();
        String sentence = worst.size() > MOST_MISTAKES
                ? "The " + MOST_MISTAKES + " most confident of " + worst.size() + " mistakes, as the network saw the"
                        + " nuclei."
                : "All mistakes, the most confident first, as the network saw the nuclei.";
        return new Section("Mistakes", new Paragraph(sentence), new Gallery(pictures, CROP_WIDTH));
    }
}
