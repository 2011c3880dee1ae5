package io.github.nucleoscope.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.NucleusFinder;
import io.github.nucleoscope.synthetic.TestImages;
import io.github.nucleoscope.workflow.SegmentationMethods;
import net.imglib2.Cursor;
import net.imglib2.type.logic.BitType;

/**
 * Nuclei to draw labels from, and nuclei to judge by.
 *
 * @param images folder of the images
 * @param pool nuclei to draw from
 * @param judged nuclei of other images, or of the other half of the image
 */
record LabelDraws(Path images, List<Row> pool, List<Row> judged) {

    private static final double MITOTIC = 20;

    /**
     * Returns {@code test-images}, or a folder with {@code dna.tif} and {@code ph3.tif}, whose nuclei are drawn from
     * the left half; with {@code :right} in the end, from the right half.
     */
    static LabelDraws of(String what) throws IOException {
        return what.equals("test-images") ? testImages() : mitosis(what);
    }

    /** One labelled nucleus of a table. */
    record Row(String image, int x, int y, String name) {

        String text() {
            return image + "," + x + "," + y + "," + name;
        }
    }

    /** Draws labels of each class; the class with fewer nuclei comes first. */
    List<Row> draw(int[] wanted, long seed) {
        TreeMap<String, List<Row>> classes = new TreeMap<>();
        pool.forEach(row -> classes.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row));
        List<List<Row>> bySize = new ArrayList<>(classes.values());
        bySize.sort((a, b) -> Integer.compare(a.size(), b.size()));
        Random random = new Random(seed);
        List<Row> drawn = new ArrayList<>();
        for (int c = 0; c < bySize.size(); c++) {
            List<Row> rows = new ArrayList<>(bySize.get(c));
            Collections.shuffle(rows, random);
            drawn.addAll(rows.subList(0, Math.min(wanted[c], rows.size())));
        }
        return drawn;
    }

    static Path write(List<Row> rows, Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,x,y,class"));
        rows.forEach(row -> lines.add(row.text()));
        return Files.write(file, lines);
    }

    /** The fields that the demo holds out are judged. */
    private static LabelDraws testImages() throws IOException {
        List<Row> pool = new ArrayList<>();
        List<Row> judged = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("test-images/truth.csv"))) {
            String[] cells = line.split(",");
            if (!cells[0].equals("image")) {
                Row row = new Row(cells[0], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), cells[4]);
                int field = Integer.parseInt(cells[0].replaceAll("[^0-9]", ""));
                (field >= TestImages.FIRST_HELD_OUT_FIELD ? judged : pool).add(row);
            }
        }
        return new LabelDraws(Path.of("test-images/images"), pool, judged);
    }

    private static LabelDraws mitosis(String what) throws IOException {
        boolean exchanged = what.endsWith(":right");
        Path images = Path.of(what.replace(":right", ""));
        ImagePlus dna = ImageFiles.read(images.resolve("dna.tif"));
        ImageProcessor marker = ImageFiles.read(images.resolve("ph3.tif")).getProcessor();
        List<Row> left = new ArrayList<>();
        List<Row> right = new ArrayList<>();
        try (NucleusFinder finder = SegmentationMethods.open(SegmentationMethods.byDefault(Signal.FIRST.colour()))) {
            for (Nucleus nucleus : finder.find(Planes.of(dna, Signal.FIRST).get(0)).nuclei()) {
                Row row = row(nucleus, marker);
                (row.x() < dna.getWidth() / 2 ? left : right).add(row);
            }
        }
        return exchanged ? new LabelDraws(images, right, left) : new LabelDraws(images, left, right);
    }

    /** Returns the pixel of a nucleus nearest to its centre, with its class. */
    private static Row row(Nucleus nucleus, ImageProcessor marker) {
        double sum = 0;
        double nearest = Double.POSITIVE_INFINITY;
        int[] place = new int[2];
        Cursor<BitType> cursor = nucleus.mask().localizingCursor();
        while (cursor.hasNext()) {
            if (cursor.next().get()) {
                int x = cursor.getIntPosition(0);
                int y = cursor.getIntPosition(1);
                sum += marker.getf(x, y);
                double distance = Math.hypot(x - nucleus.x(), y - nucleus.y());
                if (distance < nearest) {
                    nearest = distance;
                    place = new int[] {x, y};
                }
            }
        }
        return new Row("dna.tif", place[0], place[1], sum / nucleus.area() > MITOTIC ? "mitotic" : "interphase");
    }
}
