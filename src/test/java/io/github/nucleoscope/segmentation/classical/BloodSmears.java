package io.github.nucleoscope.segmentation.classical;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.Planes.Plane;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.SegmentationSettings;

/** Blood smears with boxes around cells: which white cells contain a nucleus that was found, and what else was. */
final class BloodSmears {

    /**
     * Result for one image.
     *
     * @param boxes number of boxes of white cells
     * @param hit number of those that contain the centre of at least one nucleus
     * @param inside nuclei with the centre in a box of a white cell: as many as boxes were hit if each nucleus is whole
     * @param platelets nuclei outside all of them, with the centre in a platelet's box: those take the stain, too
     * @param redCells nuclei with the centre in a red cell's box and in no other
     * @param others nuclei with the centre in no box
     */
    record Outcome(int boxes, int hit, int inside, int platelets, int redCells, int others) {

        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, 0);

        Outcome plus(Outcome other) {
            return new Outcome(boxes + other.boxes, hit + other.hit, inside + other.inside,
                    platelets + other.platelets, redCells + other.redCells, others + other.others);
        }
    }

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
        int[] counts = new int[4];
        for (Nucleus nucleus : nuclei) {
            counts[isIn(nucleus, white) ? 0 : isIn(nucleus, platelets) ? 1 : isIn(nucleus, red) ? 2 : 3]++;
        }
        int hit = (int) white.stream().filter(box -> nuclei.stream().anyMatch(n -> isIn(n, List.of(box)))).count();
        return new Outcome(white.size(), hit, counts[0], counts[1], counts[2], counts[3]);
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
}
