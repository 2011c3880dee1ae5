package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class DiametersTest {

    /** Areas 1, 1, 1 and 12: most nuclei have a pixel, but most of the area is the large one's. */
    @Test
    void debrisDoesNotCount() {
        int[] labels = {
            1, 0, 2, 0, 3, 0,
            0, 0, 0, 0, 0, 0,
            9, 9, 9, 9, 9, 9,
            9, 9, 9, 9, 9, 9};
        assertEquals(2 * Math.sqrt(12 / Math.PI), Diameters.median(ArrayImgs.ints(labels, 6, 4)).getAsDouble(), 1e-9);
        assertEquals(4, Diameters.count(ArrayImgs.ints(labels, 6, 4)));
    }

    @Test
    void noNucleusHasNoDiameter() {
        assertTrue(Diameters.median(ArrayImgs.ints(6, 4)).isEmpty());
        assertEquals(0, Diameters.count(ArrayImgs.ints(6, 4)));
    }
}
