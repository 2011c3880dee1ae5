package io.github.nucleoscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.ImageFiles;
import io.github.nucleoscope.images.LabelImages;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real nuclei of about 100 pixels with bright chromocentres: every sixth of 34 images of Coelho et al., ISBI 2009. */
class LargeNucleiTest {

    private static final Path DATA = Path.of("../shared/data/large_nuclei");

    /** The floors are 0.05 below what was measured on these six images on 30 November 2026. */
    @ParameterizedTest
    @CsvSource({"classical, 0.777", "automatic, 0.744"})
    void areFoundWhole(String method, double floor, @TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: " + DATA + " is not there");
        Path images = Files.createDirectory(folder.resolve("images"));
        List<Path> files = ImageFiles.list(DATA.resolve("images"));
        for (int i = 0; i < files.size(); i += 6) {
            Files.copy(files.get(i), images.resolve(files.get(i).getFileName()));
        }
        Ran ran = Ran.nucleoscope("segment", images, "--method", method, "-o", folder.resolve("out"));
        assertEquals(0, ran.exitCode(), ran::toString);
        SegmentationScore sum = SegmentationScore.none(0.5);
        for (Path labels : ImageFiles.list(folder.resolve("out/labels"))) {
            Path truth = DATA.resolve("labels").resolve(labels.getFileName().toString());
            sum = sum.plus(SegmentationScore.of(LabelImages.fromImagePlus(ImageFiles.read(labels), 1, 1),
                    LabelImages.fromImagePlus(ImageFiles.read(truth), 1, 1), 0.5));
        }
        assertTrue(sum.averagePrecision() >= floor, method + ": " + sum.averagePrecision());
    }
}
