package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.images.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same picture with other bits per pixel has the same nuclei of the same classes, or is refused in one line. */
class BitDepthTest {

    private static final Path IMAGES = Path.of("test-images/images");

    @TempDir
    private Path folder;

    private interface Copy {
        ImageProcessor of(ImageProcessor pixels);
    }

    private Path copy(String name, Copy copy) throws IOException {
        Path images = Files.createDirectories(folder.resolve(name));
        for (Path file : ImageFiles.list(IMAGES).subList(0, 2)) {
            ImagePlus image = ImageFiles.read(file);
            ImageFiles.saveTiff(new ImagePlus(image.getTitle(), copy.of(image.getProcessor())),
                    images.resolve(ImageFiles.baseName(file) + ".tif"));
        }
        return images;
    }

    private static ImageProcessor shorts(ImageProcessor pixels, int factor) {
        ShortProcessor copy = new ShortProcessor(pixels.getWidth(), pixels.getHeight());
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            copy.set(i, factor * pixels.get(i));
        }
        return copy;
    }

    private static ImageProcessor fractions(ImageProcessor pixels) {
        FloatProcessor copy = new FloatProcessor(pixels.getWidth(), pixels.getHeight());
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            copy.setf(i, (float) (pixels.get(i) / 255.0));
        }
        return copy;
    }

    private static ImageProcessor rgb(ImageProcessor pixels) {
        int[] copy = new int[pixels.getPixelCount()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = pixels.get(i) * 0x010101;
        }
        return new ColorProcessor(pixels.getWidth(), pixels.getHeight(), copy);
    }

    private Path model(String normalise) {
        Path output = folder.resolve("model");
        Ran ran = Ran.nucleoscope("train", "test-images/truth.csv", "--images", IMAGES.toString(), "-o",
                output.toString(), "--recipe", "ORIGINAL", "--network", "4conv3x3 - mp8x8 - o", "--size", "32",
                "--epochs", "3", "--learning-rate", "0.003", "--normalise", normalise);
        assertEquals(0, ran.exitCode(), ran.err());
        return output.resolve("model.nucleoscope.zip");
    }

    /** Returns the class of each nucleus, by its image, label and place. */
    private Map<String, String> classes(Path model, Path images, String name) throws IOException {
        Path output = folder.resolve("out-" + name);
        Ran ran = Ran.nucleoscope("classify", model.toString(), images.toString(), "-o", output.toString());
        assertEquals(0, ran.exitCode(), ran.err());
        List<String> rows = Files.readAllLines(output.resolve("results.csv"));
        List<String> header = List.of(rows.get(0).split(","));
        Map<String, String> classes = new TreeMap<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            classes.put(Stream.of("Image", "Label", "X", "Y").map(column -> cells[header.indexOf(column)]).toList()
                    .toString(), cells[header.indexOf("Class")]);
        }
        return classes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHANNEL", "NONE"})
    void copiesHaveTheSameClasses(String normalise) throws IOException {
        Path model = model(normalise);
        Map<String, String> expected = classes(model, copy("bytes", pixels -> pixels), "bytes");
        assertTrue(expected.size() > 20, expected::toString);
        assertEquals(2, expected.values().stream().distinct().count(), "both classes are found");
        assertEquals(expected, classes(model, copy("times257", pixels -> shorts(pixels, 257)), "times257"));
        assertEquals(expected, classes(model, copy("unchanged", pixels -> shorts(pixels, 1)), "unchanged"));
        assertEquals(expected, classes(model, copy("fractions", BitDepthTest::fractions), "fractions"));
        assertEquals(expected, classes(model, copy("rgb", BitDepthTest::rgb), "rgb"));
    }

    @Test
    void anotherScaleIsRefusedWhereItWouldMatter() throws IOException {
        Path model = model("NONE");
        Path other = copy("times40", pixels -> shorts(pixels, 40));
        Ran ran = Ran.nucleoscope("classify", model.toString(), other.toString(), "-o",
                folder.resolve("refused").toString());
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("16 bits and values up to") && ran.err().contains("its crops are not normalised"),
                ran.err());
    }

    @Test
    void colourIsRefusedByAModelOfGreyImages() throws IOException {
        Path model = model("CHANNEL");
        Path tinted = copy("tinted", pixels -> {
            ImageProcessor copy = rgb(pixels);
            for (int i = 0; i < copy.getPixelCount(); i++) {
                copy.set(i, copy.get(i) & 0xffff00);
            }
            return copy;
        });
        Ran ran = Ran.nucleoscope("classify", model.toString(), tinted.toString(), "-o",
                folder.resolve("refused").toString());
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("this image is in colour, but the model was trained on grey images"), ran.err());
    }
}
