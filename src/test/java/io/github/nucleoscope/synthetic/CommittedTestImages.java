package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.io.Opener;

/** The files of the folder {@code test-images}, as ImageJ opens them. */
final class CommittedTestImages {

    static final int WIDTH = 512;

    /** One row of {@code truth.csv}. */
    record Row(String image, int label, int x, int y, String className) {}

    private final Path folder;
    private final List<Row> truth;
    private final Map<Path, int[]> pixels = new HashMap<>();

    private CommittedTestImages(Path folder, List<Row> truth) {
        this.folder = folder;
        this.truth = truth;
    }

    static CommittedTestImages read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("truth.csv"));
        assertEquals("image,label,x,y,class", lines.get(0));
        List<Row> truth = lines.stream().skip(1).map(line -> line.split(",")).map(c -> new Row(c[0],
                Integer.parseInt(c[1]), Integer.parseInt(c[2]), Integer.parseInt(c[3]), c[4])).toList();
        return new CommittedTestImages(folder, truth);
    }

    List<Row> truth() {
        return truth;
    }

    ImagePlus open(String folderName, String image) {
        Path file = folder.resolve(folderName).resolve(image);
        ImagePlus imp = new Opener().openImage(file.toString());
        assertNotNull(imp, file + " does not open");
        return imp;
    }

    /** Grey values, row by row. */
    int[] image(String image) {
        return pixels("images", image);
    }

    /** Labels, row by row. */
    int[] labels(String image) {
        return pixels("labels", image);
    }

    private int[] pixels(String folderName, String image) {
        return pixels.computeIfAbsent(Path.of(folderName, image), file -> {
            ImagePlus imp = open(folderName, image);
            int[] values = new int[imp.getWidth() * imp.getHeight()];
            for (int i = 0; i < values.length; i++) {
                values[i] = imp.getProcessor().get(i);
            }
            return values;
        });
    }
}
