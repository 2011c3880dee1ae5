package io.github.nucleoscope.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.network.Standardisation;
import io.github.nucleoscope.training.LearningParts;
import io.github.nucleoscope.training.OptimiserSettings.Algorithm;
import io.github.nucleoscope.training.OptimiserSettings;
import io.github.nucleoscope.training.Recipe;
import io.github.nucleoscope.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** A few trainings with one thing wrong; the program ConstructedCases in src/experiments has many more. */
class DiagnosticianTest {

    private static final LearningParts EASY = DrawnParts.of(DrawnParts.blobs(0.2, 1, 6), 2, 60, 30, 5);

    private static Subject subject(String network, Algorithm algorithm, double rate, int epochs) {
        TrainingSettings settings = Recipe.ORIGINAL.settings();
        return new Subject(Architecture.parse(network), settings.withOptimiser(
                new OptimiserSettings(algorithm, rate, 0, 0)).withBatches(settings.batches().withSize(16))
                .withEpochs(epochs));
    }

    private static Ruling finding(Diagnosis diagnosis, Cause cause) {
        return diagnosis.findings().get(cause.ordinal());
    }

    @Test
    void aHealthyNetworkGetsNoRemedy() {
        Diagnosis diagnosis = new Diagnostician(EASY, DiagnosisListener.NONE)
                .diagnose(subject("8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc16 - o", Algorithm.RMSPROP, 1e-3, 8));
        assertTrue(diagnosis.isHealthy(), diagnosis.verdict());
        assertEquals(List.of(), diagnosis.remedies());
        assertEquals(diagnosis.evidence().network().subject(), diagnosis.toApply().orElseThrow());
        // One finding for each cause, in their order.
        assertEquals(List.of(Cause.values()), diagnosis.findings().stream().map(Ruling::cause).toList());
        assertEquals(Ruling.Verdict.ABSTAINS, finding(diagnosis, Cause.DEGRADATION).verdict());
    }

    @Test
    void inputsThatAreNotStandardisedAreSeenAndMended() {
        Subject subject = subject("8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc16 - o", Algorithm.SGD, 1e-2, 8);
        Diagnosis diagnosis = new Diagnostician(EASY, DiagnosisListener.NONE).diagnose(new Subject(
                subject.architecture(), subject.settings(), Optional.of(Standardisation.NONE)));
        assertTrue(finding(diagnosis, Cause.UNSTANDARDISED_INPUTS).isSeen(), diagnosis.verdict());
        RemedyTrial first = diagnosis.remedies().get(0);
        assertEquals(Remedy.STANDARDISE, first.remedy());
        assertTrue(first.worked(), first.sentence());
        assertTrue(diagnosis.best().isPresent());
        assertEquals(Optional.empty(), first.trial().subject().standardisation());
    }

    @Test
    void aRateThatIsTooLowIsSeenAndRaised() {
        Diagnosis diagnosis = new Diagnostician(EASY, DiagnosisListener.NONE)
                .diagnose(subject("8conv3x3 - mp2x2 - 8conv3x3 - mp2x2 - fc16 - o", Algorithm.RMSPROP, 1e-7, 4));
        assertTrue(finding(diagnosis, Cause.RATE_TOO_LOW).isSeen(), diagnosis.verdict());
        assertEquals(Remedy.LEARNING_RATE, diagnosis.best().orElseThrow().remedy());
        assertEquals(diagnosis.evidence().range().chosen().orElseThrow(),
                diagnosis.best().orElseThrow().trial().subject().settings().optimiser().learningRate());
    }

    @Test
    void aValidationPartOfAFewCropsIsNotJudgedBy() {
        LearningParts few = new LearningParts(EASY.train(), EASY.validation().subset(new int[] {0, 1, 2, 3}),
                EASY.preparation(), EASY.description());
        Diagnosis diagnosis = new Diagnostician(few, DiagnosisListener.NONE)
                .diagnose(subject("8conv3x3 - mp2x2 - fc8 - o", Algorithm.RMSPROP, 1e-3, 2));
        assertTrue(diagnosis.verdict().startsWith("No diagnosis is possible"), diagnosis.verdict());
        assertEquals(List.of(), diagnosis.remedies());
        assertEquals(Ruling.Verdict.ABSTAINS, finding(diagnosis, Cause.COLLAPSE).verdict());
    }

    @Test
    void cancellingEndsItBeforeTheNextMiniBatch() {
        int[] done = {0};
        assertThrows(CancellationException.class, () -> new Diagnostician(EASY, new DiagnosisListener() {
            @Override
            public void batchDone(String stage, long now, long all) {
                done[0]++;
            }

            @Override
            public boolean isCancelled() {
                return done[0] == 5;
            }
        }).diagnose(subject("8conv3x3 - mp2x2 - fc8 - o", Algorithm.RMSPROP, 1e-3, 2)));
        assertEquals(5, done[0]);
    }
}
