package io.github.nucleoscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

import io.github.nucleoscope.classifier.NucleusClass;
import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.model.TinyClassifiers;
import io.github.nucleoscope.report.Report.Facts;
import io.github.nucleoscope.report.Report.Figure;
import io.github.nucleoscope.report.Report.Gallery;
import io.github.nucleoscope.report.Report.Legend;
import io.github.nucleoscope.report.Report.Paragraph;
import io.github.nucleoscope.report.Report.Section;
import io.github.nucleoscope.report.Report.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final String EVIL = "<script>alert('x')</script> & \"quoted\" </style> €";

    @TempDir
    Path folder;

    /** 144 nuclei of 3 images, of which every {@code wrongEvery}th is taken for the other class. */
    static Evaluation evaluation(int wrongEvery) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 144; i++) {
            int truth = i % 2;
            int predicted = i % wrongEvery == 0 ? 1 - truth : truth;
            double[] probabilities = new double[2];
            probabilities[predicted] = 0.6 + 0.4 * (i % 7) / 7;
            probabilities[1 - predicted] = 1 - probabilities[predicted];
            outcomes.add(new Outcome(truth, probabilities, "field_" + i % 3));
        }
        return Evaluation.of(List.of("interphase", "mitotic"), outcomes);
    }

    static byte[] picture(int width, int height, int nuclei, boolean outlined) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Random random = new Random(width + nuclei);
        for (int i = 0; i < nuclei; i++) {
            int size = nuclei == 1 ? width / 2 : 16 + random.nextInt(12);
            int x = nuclei == 1 ? width / 4 : random.nextInt(width - size);
            int y = nuclei == 1 ? height / 4 : random.nextInt(height - size);
            graphics.setColor(Color.getHSBColor(0, 0, 0.4f + 0.5f * random.nextFloat()));
            graphics.fillOval(x, y, size, size + 4);
            if (outlined) {
                graphics.setColor(i % 3 == 0 ? new Color(0xE69F00) : new Color(0x56B4E9));
                graphics.drawOval(x, y, size, size + 4);
            }
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A report with one of everything. */
    static Report full() {
        List<Figure> mistakes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            mistakes.add(new Figure(picture(32 + i, 32 + i, 1, false), "crop of nucleus " + i,
                    "field_0" + i + ", nucleus " + (12 + i) + ": mitotic, taken for interphase (0.9" + i + ")"));
        }
        Evaluation evaluation = evaluation(36);
        return new Report("Training report: mitosis", "Trained 2026-01-02 03:04 UTC by Nucleoscope 0.1.0",
                List.of("Only 3 source images were held out: the intervals may be too narrow for images from another"
                        + " day.", "4 nuclei are larger than the crops and were cut off."),
                List.of(ReportSections.verdict(evaluation, " held out"),
                        ReportSections.learningCurve(LearningCurvePlotTest.history(40), 21, 2),
                        ReportSections.metrics("Held-out nuclei", evaluation),
                        new Section("Classified fields", new Paragraph("Each outline has the colour of its class."),
                                new Legend(NucleusClass.named(List.of("interphase", "mitotic"))),
                                new Gallery(List.of(new Figure(picture(512, 384, 60, true), "field 1", "field_01.tif"),
                                        new Figure(picture(512, 384, 40, true), "field 2", "field_02.tif")), 490)),
                        new Section("Worst mistakes", new Paragraph("Held-out nuclei whose wrong answer was the most"
                                + " confident: look for wrong labels first."), new Gallery(mistakes, 150)),
                        ReportSections.provenance(TinyClassifiers.full()),
                        new Section("Files", new Facts(Map.of("model.nucleoscope.zip", "the trained classifier")))));
    }

    @Test
    void saysWhatItShould() throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReport.write(full(), file);
        String page = Files.readString(file);
        // 4 of 144 wrong: 140 / 144 = 0.972; Wilson's formula with z = 1.96 gives 0.931 to 0.989 (done in Python).
        assertTrue(page.contains("Accuracy 0.972 [0.931, 0.989] on 144 nuclei of 3 source images held out."), page);
        assertTrue(page.contains("Better than always predicting the most frequent class"));
        assertTrue(page.indexOf("Warnings") < page.indexOf("Accuracy 0.972"), "warnings come first");
        assertTrue(page.contains("background: #E69F00"));
        assertTrue(page.contains(">72<"), "nuclei of each class");
    }

    @Test
    void saysWhyNucleiAreTakenAsIndependent() {
        Outcome unknown = new Outcome(0, new double[] {0.9, 0.1}, "a/1.png", false);
        String words = intervals(unknown);
        assertTrue(words.contains("Measured on 1 nucleus, whose source image is not known. "), words);
        assertTrue(words.contains("single nuclei, as their source images are not known."), words);
        Outcome known = new Outcome(0, new double[] {0.9, 0.1}, "field_1");
        assertTrue(intervals(known).contains("single nuclei, as there are few source images."), intervals(known));
    }

    private static String intervals(Outcome outcome) {
        Section section = ReportSections.metrics("m", Evaluation.of(List.of("a", "b"), List.of(outcome)));
        return HtmlReport.render(new Report("t", "s", List.of(), List.of(section)));
    }

    @Test
    void aVerdictThatShowsNoDifference() {
        Section section = ReportSections.verdict(evaluation(2), " held out");
        String page = HtmlReport.render(new Report("t", "s", List.of(), List.of(section)));
        assertTrue(page.contains("Not shown to be better than always predicting the most frequent class"), page);
        assertFalse(page.contains(">Warning"));
    }

    /** Every picture is inside, and nothing is loaded from anywhere. */
    @Test
    void isWholeInItself() {
        String page = HtmlReport.render(full());
        Matcher sources = Pattern.compile("(src|href|url)\\s*[=(]\\s*[\"']?(.{0,22})").matcher(page);
        int pictures = 0;
        while (sources.find()) {
            assertEquals("data:image/png;base64,", sources.group(2));
            pictures++;
        }
        assertEquals(9, pictures);
        assertFalse(page.contains("<script"));
        assertFalse(page.contains("http://") || page.contains("https://"));
    }

    @Test
    void everyTextIsEscaped() {
        List<NucleusClass> classes = NucleusClass.named(List.of(EVIL, "b"));
        Evaluation evaluation = Evaluation.of(List.of(EVIL, "b"), List.of(
                new Outcome(0, new double[] {0.9, 0.1}, EVIL), new Outcome(1, new double[] {0.2, 0.8}, EVIL)));
        Figure figure = new Figure(picture(8, 8, 1, false), EVIL, EVIL);
        String page = HtmlReport.render(new Report(EVIL, EVIL, List.of(EVIL), List.of(new Section(EVIL,
                new Paragraph(EVIL), new Report.Verdict(EVIL, EVIL), new Facts(Map.of(EVIL, EVIL)), figure,
                new Gallery(List.of(figure), 10), new Legend(classes), new Report.Confusion(evaluation.confusion()),
                new Table(List.of(EVIL), List.of(List.of(EVIL)), EVIL)))));
        assertFalse(page.contains("<script"));
        assertEquals(page.indexOf("</style>"), page.lastIndexOf("</style>"));
        assertFalse(page.contains("\"quoted\""));
        // Title (twice), subtitle, warning, heading, paragraph, verdict (2), facts (2), figures (2 each), legend,
        // confusion matrix (2), table (3).
        assertEquals(20, page.split("&lt;script&gt;", -1).length - 1);
    }

    @Test
    void aTableWithARaggedRowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Table(List.of("a", "b"), List.of(List.of("1")), ""));
    }
}
