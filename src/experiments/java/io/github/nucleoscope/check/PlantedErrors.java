package io.github.nucleoscope.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import io.github.nucleoscope.network.Architecture;

/**
 * Prints recall and precision of the finders of a check, using errors planted into synthetic crops.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.check.PlantedErrors -Dexec.args="FIELDS STEPS SEED"
 * </pre>
 *
 * <p>FIELDS: fields of 48 nuclei each (default 13), STEPS: mini-batches of a training (default 300), SEED: the first of
 * the three seeds of the sets (default 11).
 */
public final class PlantedErrors {

    private PlantedErrors() {}

    public static void main(String[] args) throws IOException {
        int fields = args.length > 0 ? Integer.parseInt(args[0]) : 13;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        int seed = args.length > 2 ? Integer.parseInt(args[2]) : 11;
        CheckSettings settings = new CheckSettings(Architecture.SHALLOW, 5, steps, 1);
        for (boolean zeroed : new boolean[] {true, false}) {
            String crops = zeroed ? "background 0" : "with background";
            Path clean = Files.createTempDirectory("clean");
            new PlantedSet(fields, zeroed, seed).write(clean);
            print(crops + ", clean", Accused.check(clean, settings, CheckProgress.NONE));
            Path dirty = Files.createTempDirectory("planted");
            PlantedSet planted = new PlantedSet(fields, zeroed, seed + 1).flip(0.05).copy(30)
                    .blank(20, zeroed).write(dirty);
            CheckResult result = Accused.check(dirty, settings, CheckProgress.NONE);
            print(crops + ", planted", result);
            row(crops, "no nucleus", planted.blanks, Accused.by(result, "no-nucleus"));
            row(crops, "duplicates", Accused.all(planted.copies, planted.originals), Accused.copies(result));
            row(crops, "suspected labels", planted.flipped, Accused.by(result, "suspected-label"));
        }
        Path bright = Files.createTempDirectory("bright");
        new PlantedSet(fields, true, seed + 2).brighten(1.5).write(bright);
        print("brightness shortcut", Accused.check(bright, settings, CheckProgress.NONE));
    }

    private static void row(String crops, String finder, Set<String> planted, Set<String> found) {
        System.out.println(String.format(Locale.ROOT, "| %s | %s | %d | %d | %.3f | %.3f |", crops, finder,
                planted.size(), found.size(), Accused.share(found, planted), Accused.share(planted, found)));
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
