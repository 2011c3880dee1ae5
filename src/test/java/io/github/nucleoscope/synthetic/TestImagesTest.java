package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestImagesTest {

    private static final Path COMMITTED = Path.of("test-images");
    private static final long MOST_BYTES = 5_000_000;

    /** If this fails, the generator or ImageJ's version changed: make the images again (see their README). */
    @Test
    void theCommittedImagesAreWhatTheGeneratorMakes(@TempDir Path made) throws IOException {
        TestImages.write(made);
        assertEquals(files(made), files(COMMITTED));
        for (Path file : files(made)) {
            assertEquals(-1, Files.mismatch(made.resolve(file), COMMITTED.resolve(file)), "other byte in " + file);
        }
    }

    @Test
    void theImagesStaySmall() throws IOException {
        long bytes = 0;
        for (Path file : files(COMMITTED)) {
            bytes += Files.size(COMMITTED.resolve(file));
        }
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    }

    @Test
    void imageJOpensEveryFieldWithItsPixelSizeAndItsLabels() throws IOException {
        CommittedTestImages images = CommittedTestImages.read(COMMITTED);
        Set<String> names = images.truth().stream().map(CommittedTestImages.Row::image)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(TestImages.FIELDS, names.size());
        for (String name : names) {
            ImagePlus image = images.open("images", name);
            assertEquals(List.of(8, 512, 512),
                    List.of(image.getBitDepth(), image.getWidth(), image.getHeight()), name);
            assertEquals(0.5, image.getCalibration().pixelWidth, 1e-9);
            assertEquals(0.5, image.getCalibration().pixelHeight, 1e-9);
            assertEquals("µm", image.getCalibration().getUnit());
            ImagePlus labels = images.open("labels", name);
            assertEquals(List.of(16, 512, 512),
                    List.of(labels.getBitDepth(), labels.getWidth(), labels.getHeight()), name);
        }
    }

    @Test
    void everyRowOfTheTruthPointsIntoItsOwnConnectedNucleus() throws IOException {
        CommittedTestImages images = CommittedTestImages.read(COMMITTED);
        Set<String> seen = new HashSet<>();
        for (CommittedTestImages.Row row : images.truth()) {
            int[] labels = images.labels(row.image());
            assertEquals(row.label(), labels[row.y() * CommittedTestImages.WIDTH + row.x()], row.toString());
            assertEquals(Arrays.stream(labels).filter(label -> label == row.label()).count(),
                    FieldPixels.region(labels, CommittedTestImages.WIDTH, row.x(), row.y()),
                    "pixels connected to " + row);
            assertTrue(Chromatin.CLASS_NAMES.contains(row.className()), row.toString());
            assertTrue(seen.add(row.image() + " " + row.label()), "twice: " + row);
        }
        for (String name : images.truth().stream().map(CommittedTestImages.Row::image).distinct().toList()) {
            for (int label : images.labels(name)) {
                assertTrue(label == 0 || seen.contains(name + " " + label), name + " has an unknown label " + label);
            }
        }
    }

    /** 12 fields of {@link FieldSettings#DEFAULT}: 12 x 48 nuclei, half of each class. */
    @Test
    void theClassesAreBalanced() throws IOException {
        List<CommittedTestImages.Row> truth = CommittedTestImages.read(COMMITTED).truth();
        assertEquals(List.of("clumped", "fine"), Chromatin.CLASS_NAMES);
        for (String className : Chromatin.CLASS_NAMES) {
            assertEquals(288, truth.stream().filter(row -> row.className().equals(className)).count());
        }
    }

    @Test
    void everyFieldHasTouchingNuclei() throws IOException {
        CommittedTestImages images = CommittedTestImages.read(COMMITTED);
        for (String name : images.truth().stream().map(CommittedTestImages.Row::image).distinct().toList()) {
            int pairs = FieldPixels.touchingPairs(images.labels(name), CommittedTestImages.WIDTH);
            assertTrue(pairs >= 5, name + " has " + pairs + " touching pairs");
        }
    }

    @Test
    void mainAsksForOneFolder() {
        assertEquals("0 arguments: name the one folder to write to",
                assertThrows(InputException.class, () -> TestImages.main(new String[0])).getMessage());
    }

    /** All files below a folder, relative to it. */
    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).map(folder::relativize)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
