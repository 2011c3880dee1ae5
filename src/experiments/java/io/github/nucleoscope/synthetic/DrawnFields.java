package io.github.nucleoscope.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

import ij.ImagePlus;
import io.github.nucleoscope.images.ImageFiles;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Draws H&amp;E fields and three-channel fluorescence composites to train on and to classify:
 *
 * <pre>
 * tissue/truth.csv                 image,label,x,y,class: one row per nucleus; for train, with --images tissue/images
 * tissue/images/field-1.tif ...    RGB
 * tissue/labels/field-1.tif ...    true label images, 16-bit
 * tissue/pictures/field-1.png ...  to look at
 * composite/...                    the same; 16-bit, channels DAPI, pH3 and Actin
 *
 * mvn -q -P experiments test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.nucleoscope.synthetic.DrawnFields -Dexec.args="FOLDER FIELDS SEED"
 * </pre>
 */
public final class DrawnFields {

    private DrawnFields() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int fields = Integer.parseInt(args[1]);
        Random seeds = new Random(Long.parseLong(args[2]));
        StringBuilder tissue = new StringBuilder(TestImages.TRUTH_HEADER);
        StringBuilder composites = new StringBuilder(TestImages.TRUTH_HEADER);
        for (int number = 1; number <= fields; number++) {
            String name = "field-" + number;
            TissueSection section = TissueGenerator.generate(TissueSettings.DEFAULT, seeds.nextLong());
            write(SlideScanner.DEFAULT.scan(section, seeds.nextLong()), section.labels(), folder.resolve("tissue"),
                    name);
            tissue.append(rows(name, section.nuclei()));
            SyntheticComposite composite = CompositeGenerator.generate(CompositeSettings.DEFAULT, seeds.nextLong());
            write(composite.image(), composite.labels(), folder.resolve("composite"), name);
            composites.append(rows(name, composite.nuclei()));
        }
        Files.writeString(folder.resolve("tissue/truth.csv"), tissue);
        Files.writeString(folder.resolve("composite/truth.csv"), composites);
    }

    private static void write(ImagePlus image, Img<IntType> labels, Path folder, String name) throws IOException {
        for (String each : List.of("images", "labels", "pictures")) {
            Files.createDirectories(folder.resolve(each));
        }
        ImageFiles.saveTiff(image, folder.resolve("images").resolve(name + ".tif"));
        TestImageWriter.writeLabels(labels, folder.resolve("labels").resolve(name + ".tif"));
        ImageIO.write(image.flatten().getBufferedImage(), "png",
                folder.resolve("pictures").resolve(name + ".png").toFile());
    }

    private static String rows(String name, List<DrawnNucleus> nuclei) {
        StringBuilder rows = new StringBuilder();
        for (DrawnNucleus nucleus : nuclei) {
            rows.append(name).append(".tif,").append(nucleus.label()).append(',').append(nucleus.x()).append(',')
                    .append(nucleus.y()).append(',').append(nucleus.className()).append('\n');
        }
        return rows.toString();
    }
}
