package io.github.nucleoscope.segmentation.classical;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.BloodSmears.Outcome;

/**
 * Prints which white cells of blood smears have a nucleus that was found, and what else was found: a line per image,
 * and the sums for each half of the sorted images. The settings were chosen on the images with even indices.
 *
 * <pre>
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.segmentation.classical.BloodSmearTrial -Dexec.args="FOLDER STAIN AREA"
 * </pre>
 *
 * <p>FOLDER: contains {@code images} and {@code boxes.csv}. AREA: smallest area of a nucleus, in pixels.
 */
public final class BloodSmearTrial {

    private BloodSmearTrial() {}

    public static void main(String[] args) throws IOException {
        BloodSmears smears = new BloodSmears(Path.of(args[0]));
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withArea(Integer.parseInt(args[2]),
                Integer.MAX_VALUE);
        Outcome[] halves = {Outcome.NOTHING, Outcome.NOTHING};
        int[] images = new int[2];
        List<Path> files = smears.images();
        for (int i = 0; i < files.size(); i++) {
            Outcome outcome = smears.measure(files.get(i), Colour.of(args[1]), settings);
            System.out.println(files.get(i).getFileName() + " " + outcome);
            halves[i % 2] = halves[i % 2].plus(outcome);
            images[i % 2]++;
        }
        for (int half = 0; half < 2; half++) {
            Outcome sum = halves[half];
            double all = images[half];
            System.out.printf(Locale.ROOT, "%s half, %d images: %d of %d white cells (%.3f), %.2f objects in each; per "
                    + "image on platelets %.2f, on red cells %.2f, elsewhere %.2f%n", half == 0 ? "even" : "odd",
                    images[half], sum.hit(), sum.boxes(), sum.hit() / (double) sum.boxes(),
                    sum.inside() / (double) sum.hit(), sum.platelets() / all, sum.redCells() / all,
                    sum.others() / all);
        }
    }
}
