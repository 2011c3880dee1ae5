package io.github.nucleoscope.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.problem.InputException;

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

    static final String TRUTH_HEADER = "image,label,x,y,class\n";

    private static final long SEED = 20260101;

    private static final String README = """
            # Test images

            Synthetic fields of fluorescent nuclei, for the demo and for tests. All of it is made by this project's own
            code (package `io.github.nucleoscope.synthetic`) from one seed, under the licence of the project. It holds
            no data of anybody else.

            The nuclei have two classes, `clumped` (coarse chromatin clumps) and `fine` (an even, fine grain). The
            classes differ **only in the scale of the chromatin texture**. Size, shape, brightness, contrast and
            histogram follow the same law in both, so that the best threshold on area, mean, standard deviation,
            minimum or maximum of a nucleus is hardly better than guessing (below 62 % balanced accuracy over all
            nuclei), while the autocorrelation of its pixels at a distance of 2 pixels, inside its rim, tells at least
            97 % of them apart. A test checks both numbers.

            Each field has 512 x 512 pixels of 0.5 x 0.5 µm, and 48 nuclei of 26 to 36 pixels in mean diameter (less
            where neighbours press against each other): single ones, and pairs and clusters that touch. None is cut by \
            the
            border. A field has its own uneven illumination and background, haze from out of focus, photon noise and
            read noise.

            | file | what it is |
            |---|---|
            | `images/field_NN.tif` | the image: TIFF, 8-bit grey, with its pixel size in µm |
            | `labels/field_NN.tif` | the true label image: TIFF, 16-bit grey, LZW; 0 is background; labels 1 to 48 |
            | `truth.csv` | one row per nucleus, `image,label,x,y,class`: file name of the image; label in the label \
            image; a point inside the nucleus, in pixels, (0, 0) being the top left pixel; `clumped` or `fine` |
            | `README.md` | this file |

            Train on fields 01 to 09, and hold out the whole of fields 10 to 12: a split by field keeps illumination
            and neighbours of the training nuclei out of the test.

            | files | clumped | fine | for |
            |---|---|---|---|
            COUNTS

            ## To make them again

            In the project's folder:

                mvn -q compile exec:java \\
                    -Dexec.mainClass=io.github.nucleoscope.synthetic.TestImages -Dexec.args=test-images

            The seed is fixed, so this writes the same bytes every time. A test makes them all and compares them with
            this folder: after a change to the generator, or a new version of ImageJ, whose number is in the TIFF
            files, run the command and commit what it wrote.
            """;

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
        StringBuilder truth = new StringBuilder(TRUTH_HEADER);
        StringBuilder counts = new StringBuilder();
        for (int number = 1; number <= FIELDS; number++) {
            SyntheticField field = FieldGenerator.generate(FieldSettings.DEFAULT, seeds.nextLong());
            String name = fileName(number);
            TestImageWriter.writeImage(field.image(), PIXEL_SIZE, folder.resolve("images").resolve(name));
            TestImageWriter.writeLabels(field.labels(), folder.resolve("labels").resolve(name));
            truth.append(truthRows(name, field));
            counts.append(countsRow(name, number, field));
        }
        Files.writeString(folder.resolve("truth.csv"), truth);
        Files.writeString(folder.resolve("README.md"), README.replace("COUNTS\n", counts.toString()));
    }

    /** One line per nucleus of a field, in the order of its labels. */
    static String truthRows(String image, SyntheticField field) {
        StringBuilder rows = new StringBuilder();
        for (TrueNucleus nucleus : field.nuclei()) {
            rows.append(image).append(',').append(nucleus.label()).append(',').append(nucleus.x()).append(',')
                    .append(nucleus.y()).append(',').append(nucleus.chromatin().className()).append('\n');
        }
        return rows.toString();
    }

    /** The file name of a field's image, and of its label image. */
    public static String fileName(int number) {
        return String.format(Locale.ROOT, "field_%02d.tif", number);
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
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new InputException(args.length + " arguments: name the one folder to write to");
        }
        write(Path.of(args[0]));
    }
}
