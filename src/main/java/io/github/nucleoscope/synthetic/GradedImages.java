package io.github.nucleoscope.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import io.github.nucleoscope.problem.InputException;

/**
 * Draws fields like those of {@link TestImages}, in any number, with a given similarity of the classes: training data
 * of graded difficulty. The folder contains {@code truth.csv} ({@code image,label,x,y,class}, one row per nucleus), and
 * the fields in {@code images}, as TIFF files with pixel size. Equal arguments give equal bytes.
 */
public final class GradedImages {

    private GradedImages() {}

    /**
     * Draws and writes the fields, replacing files of the same name.
     *
     * @param folder folder to write to; created if it does not exist
     * @param fields number of fields, 1 to 99; each has 48 nuclei, half of them of each class
     * @param similarity similarity of the classes, 0 (as in the test images) to 1 (no difference)
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder, int fields, double similarity, long seed) throws IOException {
        if (fields < 1 || fields > 99) {
            throw new InputException("the number of fields, " + fields + ", is not between 1 and 99");
        }
        FieldSettings settings = FieldSettings.DEFAULT.withSimilarity(similarity);
        Files.createDirectories(folder.resolve("images"));
        Random seeds = new Random(seed);
        StringBuilder truth = new StringBuilder(TestImages.TRUTH_HEADER);
        for (int number = 1; number <= fields; number++) {
            SyntheticField field = FieldGenerator.generate(settings, seeds.nextLong());
            String name = TestImages.fileName(number);
            TestImageWriter.writeImage(field.image(), TestImages.PIXEL_SIZE, folder.resolve("images").resolve(name));
            truth.append(TestImages.truthRows(name, field));
        }
        Files.writeString(folder.resolve("truth.csv"), truth);
    }

    /**
     * Writes the fields.
     *
     * @param args folder, number of fields, similarity, seed
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new InputException(args.length
                    + " arguments: give a folder, the number of fields, the similarity of the classes and a seed");
        }
        write(Path.of(args[0]), Integer.parseInt(args[1]), Double.parseDouble(args[2]), Long.parseLong(args[3]));
    }
}
