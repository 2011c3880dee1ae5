package io.github.nucleoscope.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.nucleoscope.dataset.ClassicalReading;
import io.github.nucleoscope.dataset.FileProgress;
import io.github.nucleoscope.dataset.TrainingSet;
import io.github.nucleoscope.dataset.TrainingSource;
import io.github.nucleoscope.evaluation.Metrics;
import io.github.nucleoscope.nuclei.CropSettings;
import org.junit.jupiter.api.Test;

/**
 * Crops of Pap smears that their makers cut at wrong places. 100 of the 300 were drawn at random and labelled by eye,
 * before the finder existed: {@code none} where no nucleus of any cell is to be seen, nor a hundredth of the crop of
 * one; {@code doubtful} where a second look was needed. The finder was developed on the other 200.
 */
class CorruptCropsTest {

    private static final Path CROPS = Path.of("../shared/data/corrupt_crops");

    @Test
    void cropsWithoutANucleusAreFound() throws IOException {
        assumeTrue(Files.isDirectory(CROPS), CROPS + " is not there");
        TrainingSet set = TrainingSource.of(CROPS, null, false,
                ClassicalReading.of(CropSettings.DEFAULT, 1)).read(FileProgress.NONE);
        List<CropFacts> crops = new ArrayList<>();
        RawCrops.forEach(set, SourceImages.FILES, FileProgress.NONE, (index, raw) -> crops.add(CropFacts.of(index,
                set.dataset().crops().get(index),
                set.dataset().classNames().get(set.dataset().crops().get(index).classIndex()), raw, false)));
        Set<String> found = new HashSet<>();
        NucleusFreeCrops.find(crops).all().forEach(crop -> found.add(crop.name()));
        List<String[]> labels = labels();
        assertEquals(100, labels.size());
        measure("all", labels, found);
        measure("not doubtful", labels.stream().filter(row -> row[2].equals("no")).toList(), found);
    }

    private static void measure(String which, List<String[]> labels, Set<String> found) {
        int hits = 0;
        int reported = 0;
        int empty = 0;
        for (String[] row : labels) {
            boolean none = row[1].equals("none");
            boolean isFound = found.contains(row[0]);
            empty += none ? 1 : 0;
            reported += isFound ? 1 : 0;
            hits += none && isFound ? 1 : 0;
        }
        String figures = which + ": precision " + hits + "/" + reported + " " + Metrics.wilson95(hits, reported)
                + ", recall " + hits + "/" + empty + " " + Metrics.wilson95(hits, empty);
        System.out.println(figures);
        assertTrue(hits >= 0.9 * reported && hits >= 0.9 * empty, figures);
    }

    private static List<String[]> labels() throws IOException {
        try (InputStream in = CorruptCropsTest.class.getResourceAsStream("corrupt-crops-labels.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1)
                    .map(line -> line.split(",")).toList();
        }
    }
}
