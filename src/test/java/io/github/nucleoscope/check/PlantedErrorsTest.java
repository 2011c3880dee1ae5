package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

import io.github.nucleoscope.dataset.ClassicalReading;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.network.Architecture;
import io.github.nucleoscope.nuclei.CropSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Errors that are planted into clean synthetic crops are found, and a clean set is not accused. The tests take a few
 * fields and a tiny network; {@link #main} takes more and the shallow network, and prints recall and precision of each
 * finder.
 */
class PlantedErrorsTest {

    private static final CheckSettings TINY = new CheckSettings(Architecture.parse("4conv3x3 - mp4x4 - fc8 - o"), 2, 2,
            1);

    @TempDir
    private Path folder;

    private static CheckResult check(Path folder, CheckSettings settings, CheckProgress progress) throws IOException {
        TrainingSet set = TrainingSource.of(folder, null, false,
                ClassicalReading.of(CropSettings.DEFAULT, 1)).read(FileProgress.NONE);
        return new TrainingCheck(settings, progress).check(set, Optional.empty());
    }

    /** What findings of these kinds accuse. */
    private static Set<String> accused(CheckResult result, String... kinds) {
        Set<String> names = new TreeSet<>();
        for (String kind : kinds) {
            result.findings(kind).forEach(finding -> finding.suspects()
                    .forEach(suspect -> names.add(result.crop(suspect.crop()).name())));
        }
        return names;
    }

    private static Set<String> copies(CheckResult result) {
        return accused(result, "exact-duplicates", "near-duplicates", "conflicting-duplicates");
    }

    private static double share(Set<String> part, Set<String> of) {
        Set<String> both = new TreeSet<>(part);
        both.retainAll(of);
        return of.isEmpty() ? Double.NaN : (double) both.size() / of.size();
    }

    private static Set<String> all(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void whatIsPlantedIntoCropsWithBackgroundIsFound() throws IOException {
        PlantedSet planted = new PlantedSet(4, false, 1).blur(6).copy(12).blank(8, false).write(folder);
        CheckResult result = check(folder, TINY, CheckProgress.NONE);
        assertEquals(planted.blanks, accused(result, "no-nucleus"));
        assertEquals(all(planted.copies, planted.originals), copies(result));
        assertTrue(share(accused(result, "out-of-focus"), planted.blurred) >= 0.8);
        assertTrue(share(planted.blurred, accused(result, "out-of-focus")) >= 0.6);
        assertTrue(result.networks().size() == 3 && result.curve().isPresent());
    }

    @Test
    void whatIsPlantedIntoPreparedCropsIsFound() throws IOException {
        PlantedSet planted = new PlantedSet(4, true, 2).copy(12).blank(8, true).write(folder);
        CheckResult result = check(folder, TINY, CheckProgress.NONE);
        assertEquals(planted.blanks, accused(result, "no-nucleus"));
        assertEquals(all(planted.copies, planted.originals), copies(result));
        assertEquals(Severity.SEVERE, result.findings().get(0).severity());
        assertEquals("duplicates-across-split", result.findings().get(0).kind());
    }

    @Test
    void aBrightnessShortcutIsFound() throws IOException {
        new PlantedSet(4, true, 3).brighten(1.6).write(folder);
        List<Finding> found = check(folder, TINY, CheckProgress.NONE).findings("shortcut");
        assertTrue(found.stream().anyMatch(finding -> finding.title().contains("mean intensity")
                && finding.severity() == Severity.SEVERE), found.toString());
    }

    @Test
    void aCleanSetIsNotAccused() throws IOException {
        for (boolean zeroed : new boolean[] {false, true}) {
            Path clean = folder.resolve("clean" + zeroed);
            new PlantedSet(4, zeroed, 4).write(clean);
            CheckResult result = check(clean, TINY, CheckProgress.NONE);
            assertEquals(List.of(), result.findings().stream()
                    .filter(finding -> finding.severity().compareTo(Severity.IMPORTANT) <= 0).toList());
        }
    }

    @Test
    void theSameSeedGivesTheSameFindings() throws IOException {
        new PlantedSet(2, true, 5).flip(0.05).write(folder);
        CheckResult one = check(folder, TINY, CheckProgress.NONE);
        CheckResult two = check(folder, TINY, CheckProgress.NONE);
        assertEquals(one.findings(), two.findings());
        assertEquals(one.cues(), two.cues());
        assertEquals(one.curve(), two.curve());
    }

    @Test
    void aCheckThatIsStoppedKeepsWhatItFoundAndStopsWithinAMiniBatch() throws IOException {
        PlantedSet planted = new PlantedSet(2, true, 6).blank(4, true).write(folder);
        AtomicLong steps = new AtomicLong();
        AtomicLong after = new AtomicLong();
        CheckResult result = check(folder, TINY, new CheckProgress() {
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
        assertEquals(planted.blanks, accused(result, "no-nucleus"));
        assertTrue(result.notes().get(0).contains("stopped"), result.notes().toString());
        assertEquals(List.of(), result.networks());
    }

    /**
     * Prints recall and precision of each finder.
     *
     * @param args number of fields of 48 nuclei, mini-batches of a training, first of three seeds of the sets; 13, 300
     *     and 11 where there are none
     */
    public static void main(String[] args) throws IOException {
        int fields = args.length > 0 ? Integer.parseInt(args[0]) : 13;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        int seed = args.length > 2 ? Integer.parseInt(args[2]) : 11;
        CheckSettings settings = new CheckSettings(Architecture.SHALLOW, 5, steps, 1);
        for (boolean zeroed : new boolean[] {true, false}) {
            String crops = zeroed ? "background 0" : "with background";
            Path clean = Files.createTempDirectory("clean");
            new PlantedSet(fields, zeroed, seed).write(clean);
            print(crops + ", clean", check(clean, settings, CheckProgress.NONE));
            Path dirty = Files.createTempDirectory("planted");
            PlantedSet planted = new PlantedSet(fields, zeroed, seed + 1).flip(0.05).copy(30)
                    .blank(20, zeroed).write(dirty);
            CheckResult result = check(dirty, settings, CheckProgress.NONE);
            print(crops + ", planted", result);
            row(crops, "no nucleus", planted.blanks, accused(result, "no-nucleus"));
            row(crops, "duplicates", all(planted.copies, planted.originals), copies(result));
            row(crops, "suspected labels", planted.flipped, accused(result, "suspected-label"));
        }
        Path bright = Files.createTempDirectory("bright");
        new PlantedSet(fields, true, seed + 2).brighten(1.5).write(bright);
        print("brightness shortcut", check(bright, settings, CheckProgress.NONE));
    }

    private static void row(String crops, String finder, Set<String> planted, Set<String> found) {
        System.out.println(String.format(Locale.ROOT, "| %s | %s | %d | %d | %.3f | %.3f |", crops, finder,
                planted.size(), found.size(), share(found, planted), share(planted, found)));
    }

    private static void print(String name, CheckResult result) {
        System.out.println("== " + name + ", " + result.crops().size() + " crops");
        result.findings().forEach(finding -> System.out.println(finding.severity() + " " + finding.title() + ". "
                + finding.evidence()));
        result.cues().forEach(cue -> System.out.println(cue.name() + " " + cue.balancedAccuracy()));
        result.networks().forEach(network -> System.out.println(network.trainSize() + " crops: "
                + network.evaluation().balancedAccuracy()));
        result.notes().forEach(System.out::println);
    }
}
