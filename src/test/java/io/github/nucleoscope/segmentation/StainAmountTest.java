package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.nucleoscope.images.Channel;
import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.images.Planes;
import io.github.nucleoscope.images.Signal;
import io.github.nucleoscope.segmentation.classical.ClassicalFinder;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class StainAmountTest {

    /** Amounts 12, 2, 0.5, 6 and 0.5, 21 in all: the 12 alone reaches half of it, and 1.2 is a tenth of 12. */
    @Test
    void whatHasLittleOfTheStainIsDropped() {
        int[] labels = {1, 1, 2, 0, 3, 4, 4, 5};
        float[] stain = {6, 6, 2, 9, 0.5f, 3, 3, 0.5f};
        assertArrayEquals(new int[] {1, 1, 2, 0, 0, 3, 3, 0}, kept(labels, stain, 0.1));
        assertArrayEquals(new int[] {1, 1, 0, 0, 0, 2, 2, 0}, kept(labels, stain, 0.5));
        assertArrayEquals(new int[] {1, 1, 0, 0, 0, 0, 0, 0}, kept(labels, stain, 1));
        assertArrayEquals(labels, kept(labels, stain, 0));
        assertArrayEquals(new int[3], kept(new int[3], new float[] {1, 2, 3}, 0.1));
        assertArrayEquals(new int[] {1, 2}, kept(new int[] {1, 2}, new float[2], 0.1));
    }

    private static int[] kept(int[] labels, float[] stain, double share) {
        int[] kept = new int[labels.length];
        int i = 0;
        for (IntType label : Views.flatIterable(StainAmount.keep(ArrayImgs.ints(labels, labels.length, 1),
                ArrayImgs.floats(stain, labels.length, 1), share))) {
            kept[i++] = label.get();
        }
        return kept;
    }

    /** A white cell's nucleus and a platelet of the same colour with a twentieth of its area. */
    @Test
    void plateletsAreNoNucleiInGiemsaAlone() {
        ColorProcessor drawn = new ColorProcessor(160, 120);
        drawn.setColor(new Color(240, 240, 240));
        drawn.fill();
        drawn.setColor(new Color(100, 90, 180));
        drawn.fillOval(20, 30, 50, 50);
        drawn.fillOval(110, 50, 11, 11);
        ImagePlus image = new ImagePlus("smear", drawn);
        assertEquals(1, nuclei(image, Colour.GIEMSA, SegmentationSettings.DEFAULT));
        SegmentationSettings all = SegmentationSettings.DEFAULT.withKeepAll(true);
        assertEquals(2, nuclei(image, Colour.GIEMSA, all));
        assertEquals(2, nuclei(image, Colour.HAEMATOXYLIN_EOSIN, all));
        assertEquals(2, nuclei(image, Colour.RED, all.withPolarity(SegmentationSettings.Polarity.DARK)));
    }

    private static int nuclei(ImagePlus image, Colour colour, SegmentationSettings settings) {
        return new ClassicalFinder(settings).find(Planes.of(image, new Signal(Channel.FIRST, colour)).get(0))
                .nuclei().size();
    }
}
