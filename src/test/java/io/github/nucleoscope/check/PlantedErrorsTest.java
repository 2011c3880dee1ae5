package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.nucleoscope.network.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that are planted into clean synthetic crops are found, and a clean set is not accused. */
class PlantedErrorsTest {

    private static final CheckSettings TINY = new CheckSettings(Architecture.parse("4conv3x3 - mp4x4 - fc8 - o"), 2, 2,
            1);

    @TempDir
    private Path folder;

    @Test
    void whatIsPlantedIntoCropsWithBackgroundIsFound() throws IOException {
        PlantedSet planted = new PlantedSet(4, false, 1).blur(6).copy(12).blank(8, false).write(folder);
        CheckResult result = Accused.check(folder, TINY, CheckProgress.NONE);
        assertEquals(planted.blanks, Accused.by(result, "no-nucleus"));
        assertEquals(Accused.all(planted.copies, planted.originals), Accused.copies(result));
        assertTrue(Accused.share(Accused.by(result, "out-of-focus"), planted.blurred) >= 0.8);
        assertTrue(Accused.share(planted.blurred, Accused.by(result, "out-of-focus")) >= 0.6);
        assertTrue(result.networks().size() == 3 && result.curve().isPresent());
    }

    @Test
    void whatIsPlantedIntoPreparedCropsIsFound() throws IOException {
        PlantedSet planted = new PlantedSet(4, true, 2).copy(12).blank(8, true).write(folder);
        CheckResult result = Accused.check(folder, TINY, CheckProgress.NONE);
        assertEquals(planted.blanks, Accused.by(result, "no-nucleus"));
        assertEquals(Accused.all(planted.copies, planted.originals), Accused.copies(result));
        assertEquals(Severity.SEVERE, result.findings().get(0).severity());
        assertEquals("duplicates-across-split", result.findings().get(0).kind());
    }

    @Test
    void aBrightnessShortcutIsFound() throws IOException {
        new PlantedSet(4, true, 3).brighten(1.6).write(folder);
        List<Finding> found = Accused.check(folder, TINY, CheckProgress.NONE).findings("shortcut");
        assertTrue(found.stream().anyMatch(finding -> finding.title().contains("mean intensity")
                && finding.severity() == Severity.SEVERE), found.toString());
    }

    @Test
    void aCleanSetIsNotAccused() throws IOException {
        for (boolean zeroed : new boolean[] {false, true}) {
            Path clean = folder.resolve("clean" + zeroed);
            new PlantedSet(4, zeroed, 4).write(clean);
            CheckResult result = Accused.check(clean, TINY, CheckProgress.NONE);
            assertEquals(List.of(), result.findings().stream()
                    .filter(finding -> finding.severity().compareTo(Severity.IMPORTANT) <= 0).toList());
        }
    }

    @Test
    void theSameSeedGivesTheSameFindings() throws IOException {
        new PlantedSet(2, true, 5).flip(0.05).write(folder);
        CheckResult one = Accused.check(folder, TINY, CheckProgress.NONE);
        CheckResult two = Accused.check(folder, TINY, CheckProgress.NONE);
        assertEquals(one.findings(), two.findings());
        assertEquals(one.cues(), two.cues());
        assertEquals(one.curve(), two.curve());
    }

    @Test
    void aCheckThatIsStoppedKeepsWhatItFoundAndStopsWithinAMiniBatch() throws IOException {
        PlantedSet planted = new PlantedSet(2, true, 6).blank(4, true).write(folder);
        AtomicLong steps = new AtomicLong();
        AtomicLong after = new AtomicLong();
        CheckResult result = Accused.check(folder, TINY, new CheckProgress() {
            private boolean training;

            @Override
            public void stage(String doing) {
                training = doing.startsWith("Training");
            }

            @Override
            public void done(long done, long all) {
                if (training && steps.incrementAndGet() > 2) {
                    after.incrementAndGet();
                }
            }

            @Override
            public boolean isCancelled() {
                return steps.get() >= 2;
            }
        });
        assertTrue(result.cancelled());
        assertEquals(0, after.get());
        assertEquals(planted.blanks, Accused.by(result, "no-nucleus"));
        assertTrue(result.notes().get(0).contains("stopped"), result.notes().toString());
        assertEquals(List.of(), result.networks());
    }
}
