package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import io.github.nucleoscope.segmentation.classical.BloodSmears.Outcome;
import org.junit.jupiter.api.Test;

/** Nuclei of white cells in a few stained smears that were not used to choose settings. */
class BloodSmearsTest {

    private static final Path DATA = Path.of("../shared/data/bccd");

    @Test
    void nucleiOfWhiteCellsAreFoundAndRedCellsAreNot() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "skipped: " + DATA + " is not there");
        BloodSmears smears = new BloodSmears(DATA);
        List<Path> files = smears.images();
        Outcome sum = Outcome.NOTHING;
        for (int i = 1; i < files.size(); i += 10) {
            sum = sum.plus(smears.measure(files.get(i), Colour.GIEMSA, SegmentationSettings.DEFAULT));
        }
        assertTrue(sum.boxes() >= 10, sum.toString());
        assertEquals(sum.boxes(), sum.hit(), sum.toString());
        // The lobes of a nucleus are joined: 1.07 objects in a white cell of the whole odd half.
        assertTrue(sum.inside() <= 1.15 * sum.hit(), sum.toString());
        // Of the whole odd half there are one on a platelet, and none on red cells and elsewhere.
        assertTrue(sum.redCells() + sum.others() <= 1, sum.toString());
        assertTrue(sum.platelets() <= 1, sum.toString());
    }
}
