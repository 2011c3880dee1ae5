package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.nucleoscope.evaluation.Evaluation;
import io.github.nucleoscope.evaluation.Interval;
import io.github.nucleoscope.evaluation.Outcome;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is concluded from the answers of networks and from trivial cues. */
class LabelsAndCuesTest {

    /** By hand, after section 3.1 of the paper. */
    @Test
    void theConfidentJointIsThatOfThePaper() {
        int[] labels = {0, 0, 0, 1, 1, 1};
        double[] first = {0.9, 0.8, 0.1, 0.2, 0.1, 0.7};
        double[][] probabilities = new double[6][];
        for (int i = 0; i < 6; i++) {
            probabilities[i] = new double[] {first[i], 1 - first[i]};
        }
        // Thresholds: class 0 (0.9 + 0.8 + 0.1) / 3 = 0.6; class 1 (0.8 + 0.9 + 0.3) / 3 = 0.667.
        SuspectedLabels found = SuspectedLabels.find(labels, probabilities, 2);
        assertArrayEquals(new int[] {2, 1}, found.confidentJoint()[0]);
        assertArrayEquals(new int[] {1, 2}, found.confidentJoint()[1]);
        // Margins: crop 2 0.1 - 0.9 = -0.8; crop 5 0.3 - 0.7 = -0.4.
        assertEquals(List.of(2, 5), found.suspected().stream().map(SuspectedLabels.Suspected::crop).toList());
        assertEquals(-0.8, found.suspected().get(0).margin(), 1e-12);
        assertEquals(1 / 3.0, found.estimatedShare(), 1e-12);
    }

    @Test
    void flippedLabelsAreFoundWhereTheNetworkIsGood() {
        Random random = new Random(1);
        int n = 1000;
        int[] labels = new int[n];
        double[][] probabilities = new double[n][];
        Set<Integer> flipped = new HashSet<>();
        for (int i = 0; i < n; i++) {
            int truth = i % 2;
            double right = 0.75 + 0.24 * random.nextDouble();
            probabilities[i] = truth == 0 ? new double[] {right, 1 - right} : new double[] {1 - right, right};
            labels[i] = random.nextDouble() < 0.05 ? 1 - truth : truth;
            if (labels[i] != truth) {
                flipped.add(i);
            }
        }
        SuspectedLabels found = SuspectedLabels.find(labels, probabilities, 2);
        Set<Integer> suspected = new HashSet<>();
        found.suspected().forEach(s -> suspected.add(s.crop()));
        assertTrue(flipped.containsAll(suspected), "no right label is suspected");
        assertTrue(suspected.size() > 0.5 * flipped.size(), suspected.size() + " of " + flipped.size());
        assertEquals(0.05, found.estimatedShare(), 0.02);
    }

    /** Weak networks contradict many labels that are right: their share says nothing. */
    @ParameterizedTest
    @CsvSource({"0.02, true", "0.35, false"})
    void theShareOfWrongLabelsIsEstimatedByGoodNetworksAlone(double wrong, boolean estimated) {
        Random random = new Random(5);
        int n = 600;
        int[] labels = new int[n];
        double[][] probabilities = new double[n][];
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2;
            double own = random.nextDouble() < wrong ? 0.1 + 0.1 * random.nextDouble()
                    : 0.75 + 0.2 * random.nextDouble();
            probabilities[i] = i % 2 == 0 ? new double[] {own, 1 - own} : new double[] {1 - own, own};
            outcomes.add(new Outcome(labels[i], probabilities[i], "image " + i % 12, true));
        }
        Evaluation evaluation = Evaluation.of(List.of("x", "y"), outcomes);
        Finding finding = SuspectedLabels.find(labels, probabilities, 2)
                .finding(crops(n, 1, false), List.of("x", "y"), new OutOfFold(1, n, probabilities, evaluation))
                .orElseThrow();
        assertEquals(estimated, finding.evidence().contains("estimated share of wrong labels: "), finding.evidence());
        assertEquals(!estimated, finding.evidence().contains("cannot be estimated"), finding.evidence());
        assertEquals(Severity.MINOR, finding.severity());
    }

    private static List<CropFacts> crops(int count, double brighter, boolean classIsImage) {
        List<CropFacts> crops = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            int classIndex = i % 2;
            double level = 90 + 20 * random.nextDouble() + classIndex * brighter;
            crops.add(Drawing.facts(i, Drawing.disc(32, 15.5, 15.5, 6 + random.nextInt(4), 20, level, i), classIndex,
                    classIsImage ? "image" + classIndex + i % 16 : "image" + i / 8));
        }
        return crops;
    }

    private static List<int[]> folds(int count) {
        return IntStream.range(0, 4).mapToObj(f -> IntStream.range(0, count).filter(i -> i / 8 % 4 == f).toArray())
                .toList();
    }

    private static double value(List<Cue> cues, String name) {
        return cues.stream().filter(cue -> cue.name().equals(name)).findFirst().orElseThrow().balancedAccuracy()
                .value();
    }

    @Test
    void aBrightnessShortcutIsSevereAndOthersAreNotAccused() {
        List<CropFacts> crops = crops(320, 30, false);
        List<Cue> cues = Shortcuts.measure(crops, folds(320), Polarity.BRIGHT, List.of("x", "y"));
        assertEquals(1, value(cues, "mean intensity"), 0.03);
        assertEquals(0.5, value(cues, "nucleus size"), 0.1);
        assertTrue(value(cues, "source image") < 0.55);
        List<Finding> findings = Shortcuts.findings(cues, 2, Optional.of(network(0.9, 320)));
        assertEquals(1, findings.size(), findings.toString());
        assertEquals(Severity.SEVERE, findings.get(0).severity());
        assertTrue(findings.get(0).title().contains("mean intensity"));
    }

    @Test
    void imagesThatAreTheClassAreSaid() {
        List<Cue> cues = Shortcuts.measure(crops(320, 0, true), folds(320), Polarity.BRIGHT, List.of("x", "y"));
        assertEquals(1, value(cues, "source image"), 0.03);
        List<Finding> findings = Shortcuts.findings(cues, 2, Optional.of(network(0.9, 320)));
        assertEquals(List.of(Severity.IMPORTANT), findings.stream().map(Finding::severity).toList());
    }

    @Test
    void cuesThatSayNothingAreNotAccusedWhateverTheNetwork() {
        List<Cue> cues = Shortcuts.measure(crops(320, 0, false), folds(320), Polarity.BRIGHT, List.of("x", "y"));
        assertEquals(List.of(), Shortcuts.findings(cues, 2, Optional.of(network(0.5, 320))));
        assertEquals(List.of(), Shortcuts.findings(cues, 2, Optional.empty()));
    }

    /** Right on a share of the crops of each class. */
    private static OutOfFold network(double right, int count) {
        List<Outcome> outcomes = new ArrayList<>();
        double[][] probabilities = new double[count][];
        for (int i = 0; i < count; i++) {
            boolean isRight = i / 2 % 100 < 100 * right;
            int answer = isRight ? i % 2 : 1 - i % 2;
            probabilities[i] = answer == 0 ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9};
            outcomes.add(new Outcome(i % 2, probabilities[i], "image" + i, true));
        }
        return new OutOfFold(1, 3 * count / 4, probabilities, Evaluation.of(List.of("x", "y"), outcomes));
    }

    /** Right on so many of the first crops of each fold of ten. */
    private static OutOfFold answers(int trainSize, int... rightPerFold) {
        double[][] probabilities = new double[10 * rightPerFold.length][];
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            boolean isRight = i % 10 < rightPerFold[i / 10];
            int answer = isRight ? i % 2 : 1 - i % 2;
            probabilities[i] = answer == 0 ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9};
            outcomes.add(new Outcome(i % 2, probabilities[i], "image" + i, true));
        }
        return new OutOfFold(1, trainSize, probabilities, Evaluation.of(List.of("x", "y"), outcomes));
    }

    private static DataCurve curve(OutOfFold half, OutOfFold full, int folds) {
        List<int[]> parts = IntStream.range(0, folds)
                .mapToObj(f -> IntStream.range(10 * f, 10 * f + 10).toArray()).toList();
        int[] labels = IntStream.range(0, 10 * folds).map(i -> i % 2).toArray();
        return DataCurve.of(List.of(half, full), labels, parts, 2);
    }

    /** By hand: gains 0.2, 0.2, 0.4; mean 0.8 / 3, s^2 = 0.0133, t(2) = 4.303, times sqrt(s^2 (1/3 + 10/20)). */
    @Test
    void theIntervalOfTheGainIsTheCorrectedOne() {
        DataCurve curve = curve(answers(10, 4, 4, 4), answers(20, 6, 6, 8), 3);
        double variance = 0.04 / 3;
        double half = 4.303 * Math.sqrt(variance * (1 / 3.0 + 0.5));
        assertEquals(0.8 / 3, curve.gain().value(), 1e-12);
        assertEquals(0.8 / 3 - half, curve.gain().ci95().low(), 1e-9);
        assertEquals(0.8 / 3 + half, curve.gain().ci95().high(), 1e-9);
        assertEquals(DataCurve.Verdict.CANNOT_TELL, curve.verdict());
    }

    /** By hand: gains 1, 0, 1; mean 2/3, s^2 = 1/3: half the width is 4.303 sqrt(1/3 (1/3 + 1/2)) = 2.27. */
    @Test
    void theIntervalOfTheGainEndsWhereTheMeasureEnds() {
        DataCurve curve = curve(answers(10, 0, 0, 0), answers(20, 10, 0, 10), 3);
        assertEquals(new Interval(-1, 1), curve.gain().ci95());
        assertEquals(new Interval(0, 1), curve.points().get(1).ci95());
    }

    /** Both folds gain the same: one degree of freedom, and a variance of 0 by chance. */
    @Test
    void twoFoldsDoNotTell() {
        DataCurve curve = curve(answers(10, 4, 4), answers(10, 8, 8), 2);
        assertEquals(0.4, curve.gain().value(), 1e-12);
        assertEquals(Interval.UNDEFINED, curve.gain().ci95());
        assertEquals(DataCurve.Verdict.CANNOT_TELL, curve.verdict());
        Finding finding = curve.finding(List.of("x", "y"));
        assertTrue(finding.remedy().contains("Two folds are too few"), finding.remedy());
        assertTrue(finding.evidence().contains("+0.400 (no interval)"), finding.evidence());
    }

    @Test
    void theVerdictSaysWhatTheIntervalSays() {
        assertEquals(DataCurve.Verdict.MORE_WOULD_HELP,
                curve(answers(20, 4, 4, 4, 4), answers(40, 8, 8, 8, 8), 4).verdict());
        assertEquals(DataCurve.Verdict.MORE_WOULD_HARDLY_HELP,
                curve(answers(20, 8, 8, 8, 8), answers(40, 8, 8, 8, 8), 4).verdict());
        assertEquals(DataCurve.Verdict.CANNOT_TELL,
                curve(answers(20, 4, 8, 4, 8), answers(40, 8, 6, 8, 4), 4).verdict());
    }

    /** Of the last four crops of each fold, two are of either class; the first six were right before. */
    @Test
    void theClassThatGainsIsNamed() {
        OutOfFold half = answers(20, 6, 6, 6, 6);
        OutOfFold full = answers(40, 6, 6, 6, 6);
        for (int i = 0; i < 40; i++) {
            if (i % 2 == 1) {
                full.probabilities()[i] = new double[] {0.1, 0.9};
            }
        }
        DataCurve curve = curve(half, full, 4);
        assertEquals(0, curve.classGains().get(0).value());
        assertEquals(0.4, curve.classGains().get(1).value(), 1e-12);
        assertTrue(curve.finding(List.of("x", "y")).remedy().contains("above all of y"));
    }
}
