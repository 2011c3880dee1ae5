package io.github.nucleoscope.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

import io.github.nucleoscope.images.PixelSize;

/**
 * The test images that the project ships, made from one seed:
 *
 * <pre>
 * README.md            what is in the folder
 * truth.csv            image,label,x,y,class: one row per nucleus
 * images/field_01.tif  8-bit fluorescence, with pixel size
 * labels/field_01.tif  16-bit label image
 * ...
 * </pre>
 */
public final class TestImages {

    /** Number of fields of view. */
    public static final int FIELDS = 12;
    /** The first field that is meant for testing only; those before it are for training. */
    public static final int FIRST_HELD_OUT_FIELD = 10;
    /** The pixel size of every field. */
    public static final PixelSize PIXEL_SIZE = new PixelSize(0.5, 0.5, "µm");

    private static final long SEED = 20260101;

    private TestImages() {}

    /**
     * Writes all files, over those of the same name.
     *
     * @param folder made if it is not there
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Random seeds = new Random(SEED);
        StringBuilder truth = new StringBuilder("image,label,x,y,class\n");
        StringBuilder counts = new StringBuilder();
        for (int number = 1; number <= FIELDS; number++) {
            SyntheticField field = FieldGenerator.generate(FieldSettings.DEFAULT, seeds.nextLong());
            String name = String.format(Locale.ROOT, "field_%02d.tif", number);
            TestImageWriter.writeImage(field.image(), PIXEL_SIZE, folder.resolve("images").resolve(name));
            TestImageWriter.writeLabels(field.labels(), folder.resolve("labels").resolve(name));
            for (TrueNucleus nucleus : field.nuclei()) {
                truth.append(name).append(',').append(nucleus.label()).append(',').append(nucleus.x()).append(',')
                        .append(nucleus.y()).append(',').append(nucleus.chromatin().className()).append('\n');
            }
            counts.append(countsRow(name, number, field));
        }
        Files.writeString(folder.resolve("truth.csv"), truth);
        Files.writeString(folder.resolve("README.md"), README.replace("COUNTS\n", counts));
    }

    private static String countsRow(String name, int number, SyntheticField field) {
        long clumped = field.nuclei().stream().filter(n -> n.chromatin() == Chromatin.CLUMPED).count();
        return "| `images/" + name + "`, `labels/" + name + "` | " + clumped + " | "
                + (field.nuclei().size() - clumped) + " | "
                + (number < FIRST_HELD_OUT_FIELD ? "training" : "held out") + " |\n";
    }

    /**
     * Writes the test images.
     *
     * @param args one folder
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    private static final String README = """
            # Test images
            TODO
            COUNTS
            """;
}
