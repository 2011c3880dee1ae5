package io.github.nucleoscope.segmentation.classical;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/**
 * Blood smears with boxes around cells: which boxes of white cells hold a nucleus, and what else was found. Run by
 * hand: prints a line for each image, and the sums of either half of the sorted images. The settings were chosen on
 * the images of even index.
 *
 * <p>Arguments: the folder with images and boxes, the stain, the smallest area.
 */
final class BloodSmears {

    /**
     * What came of one image.
     *
     * @param boxes of white cells
     * @param hit those that hold the centre of at least one nucleus
     * @param platelets nuclei outside all of them, with the centre in a platelet's box: those take the stain, too
     * @param redCells nuclei with the centre in a red cell's box and in no other
     * @param others nuclei with the centre in no box
     */
    record Outcome(int boxes, int hit, int platelets, int redCells, int others) {

        Outcome plus(Outcome other) {
            return new Outcome(boxes + other.boxes, hit + other.hit, platelets + other.platelets,
                    redCells + other.redCells, others + other.others);
        }
    }

    private static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0);

    private final Path data;
    private final List<String[]> rows;

    BloodSmears(Path data) throws IOException {
        this.data = data;
        rows = Files.readAllLines(data.resolve("boxes.csv")).stream().skip(1).map(row -> row.split(",")).toList();
    }

    List<Path> images() throws IOException {
        return ImageFiles.list(data.resolve("images"));
    }

    Outcome measure(Path file, Colour colour, SegmentationSettings settings) throws IOException {
        ImagePlus image = ImageFiles.read(file);
        Plane plane = Planes.of(image, new Signal(Channel.FIRST, colour)).get(0);
        return outcome(image.getTitle(), new ClassicalFinder(settings).find(plane).nuclei());
    }

    private Outcome outcome(String image, List<Nucleus> nuclei) {
        List<Rectangle> white = boxes(image, "WBC");
        List<Rectangle> platelets = boxes(image, "Platelets");
        List<Rectangle> red = boxes(image, "RBC");
        int[] counts = new int[3];
        for (Nucleus nucleus : nuclei) {
            if (!isIn(nucleus, white)) {
                counts[isIn(nucleus, platelets) ? 0 : isIn(nucleus, red) ? 1 : 2]++;
            }
        }
        int hit = (int) white.stream().filter(box -> nuclei.stream().anyMatch(n -> isIn(n, List.of(box)))).count();
        return new Outcome(white.size(), hit, counts[0], counts[1], counts[2]);
    }

    private List<Rectangle> boxes(String image, String kind) {
        List<Rectangle> boxes = new ArrayList<>();
        for (String[] row : rows) {
            if (row[0].equals(image) && row[1].equals(kind)) {
                int x = Integer.parseInt(row[2]);
                int y = Integer.parseInt(row[3]);
                boxes.add(new Rectangle(x, y, Integer.parseInt(row[4]) - x, Integer.parseInt(row[5]) - y));
            }
        }
        return boxes;
    }

    private static boolean isIn(Nucleus nucleus, List<Rectangle> boxes) {
        return boxes.stream().anyMatch(box -> box.contains(nucleus.x(), nucleus.y()));
    }

    public static void main(String[] args) throws IOException {
        BloodSmears smears = new BloodSmears(Path.of(args[0]));
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withArea(Integer.parseInt(args[2]),
                Integer.MAX_VALUE);
        Outcome[] halves = {NOTHING, NOTHING};
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
            System.out.printf(Locale.ROOT, "%s half, %d images: %d of %d white cells (%.3f); per image on platelets "
                    + "%.2f, on red cells %.2f, elsewhere %.2f%n", half == 0 ? "even" : "odd", images[half], sum.hit,
                    sum.boxes, sum.hit / (double) sum.boxes, sum.platelets / (double) images[half],
                    sum.redCells / (double) images[half], sum.others / (double) images[half]);
        }
    }
}
