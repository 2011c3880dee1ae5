package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import io.github.nucleoscope.problem.Correction;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;

class ColourTest {

    private static final int SIDE = 40;

    /** How each of the drawn pixels was stained: amounts of each stain. Every third is clear. */
    private static double[][] amounts(int stains, long seed) {
        Random random = new Random(seed);
        double[][] amounts = new double[SIDE * SIDE][stains];
        for (int i = 0; i < amounts.length; i++) {
            for (int s = 0; s < stains && i % 3 > 0; s++) {
                // Some pixels have one stain only.
                amounts[i][s] = i % 3 == 1 && i / 3 % stains != s ? 0 : 0.8 * random.nextDouble();
            }
        }
        return amounts;
    }

    /** Lambert and Beer's law: each stain takes its share of the light. The background is at 240, not at 255. */
    private static ImagePlus stained(List<double[]> stains, double[][] amounts) {
        int[] rgb = new int[amounts.length];
        for (int i = 0; i < rgb.length; i++) {
            for (int c = 0; c < 3; c++) {
                double density = 0;
                for (int s = 0; s < amounts[i].length; s++) {
                    density += amounts[i][s] * ColourDeconvolution.unit(stains.get(s))[c];
                }
                rgb[i] = rgb[i] << 8 | (int) Math.round(241 * Math.pow(10, -density) - 1);
            }
        }
        return new ImagePlus("stained", new ColorProcessor(SIDE, SIDE, rgb));
    }

    private static Signal showing(Colour colour) {
        return new Signal(Channel.FIRST, colour);
    }

    private static double at(RandomAccessibleInterval<? extends RealType<?>> plane, int i) {
        return plane.getAt(i % SIDE, i / SIDE).getRealDouble();
    }

    @Test
    void stainsAreTakenApart() {
        for (Colour colour : Colour.values()) {
            if (colour.stains().isEmpty()) {
                continue;
            }
            double[][] amounts = amounts(colour.stains().size(), 3);
            var plane = Planes.of(stained(colour.stains(), amounts), showing(colour)).get(0).pixels();
            for (int i = 0; i < amounts.length; i++) {
                // What is faint is left out, below 0.1. Pixels are whole numbers, down to about 10.
                assertEquals(Math.max(0, amounts[i][0] - 0.1), at(plane, i), 0.05, colour + " " + i);
            }
        }
    }

    @Test
    void stainsAreEstimatedInTheImage() {
        double[][] amounts = amounts(2, 4);
        List<double[]> stains = Colour.HAEMATOXYLIN_DAB.stains();
        for (List<double[]> order : List.of(stains, List.of(stains.get(1), stains.get(0)))) {
            int nuclear = order == stains ? 0 : 1;
            var plane = Planes.of(stained(order, amounts), showing(Colour.ESTIMATED)).get(0).pixels();
            for (int i = 0; i < amounts.length; i++) {
                assertEquals(Math.max(0, amounts[i][nuclear] - 0.1), at(plane, i), 0.1, nuclear + " " + i);
            }
        }
    }

    @Test
    void anImageWithoutStainIsEmpty() {
        for (int rgb : new int[] {0xffffff, 0, 0x808080}) {
            int[] pixels = new int[SIDE * SIDE];
            Arrays.fill(pixels, rgb);
            ImagePlus image = new ImagePlus("flat", new ColorProcessor(SIDE, SIDE, pixels));
            for (Colour colour : List.of(Colour.ESTIMATED, Colour.GIEMSA)) {
                var plane = Planes.of(image, showing(colour)).get(0).pixels();
                for (int i = 0; i < pixels.length; i++) {
                    assertEquals(0, at(plane, i));
                }
            }
        }
    }

    @Test
    void primariesAreTheirValues() {
        ImagePlus image = new ImagePlus("", new ColorProcessor(1, 1, new int[] {0x102030}));
        assertEquals(0x10, Planes.of(image, showing(Colour.RED)).get(0).pixels().getAt(0, 0).getRealDouble());
        assertEquals(0x20, Planes.of(image, showing(Colour.GREEN)).get(0).pixels().getAt(0, 0).getRealDouble());
        assertEquals(0x30, Planes.at(image, showing(Colour.BLUE), 1, 1).pixels().getAt(0, 0).getRealDouble());
    }

    @Test
    void namesAreUnderstoodInAnySpelling() {
        assertEquals(Colour.HAEMATOXYLIN_EOSIN, Colour.of("H&E"));
        assertEquals(Colour.HAEMATOXYLIN_EOSIN, Colour.of("he"));
        assertEquals(Colour.HAEMATOXYLIN_DAB, Colour.of("h dab"));
        assertEquals(Colour.GIEMSA, Colour.of("giemsa"));
        String problem = assertThrows(InputException.class, () -> Colour.of("gimsa")).getMessage();
        assertTrue(problem.contains("'gimsa'") && problem.contains("H&E"), problem);
    }

    @Test
    void greyImagesHaveNoStainAndNoWarning() {
        ImagePlus grey = new ImagePlus("grey.tif", new ByteProcessor(2, 2));
        String problem = assertThrows(InputException.class, () -> Planes.of(grey, showing(Colour.GIEMSA)))
                .getMessage();
        assertTrue(problem.contains("Giemsa") && problem.contains("grey.tif"), problem);
        assertFalse(Colour.LUMINANCE.warning(grey).isPresent());
        ImagePlus greyRgb = IJ.createImage("grey", "RGB white", 2, 2, 1);
        assertFalse(Colour.LUMINANCE.warning(greyRgb).isPresent());
        greyRgb.getProcessor().set(1, 1, 0xff00ff);
        assertEquals(Optional.of(Correction.STAIN), Colour.LUMINANCE.warning(greyRgb).orElseThrow().correction());
        assertFalse(Colour.GIEMSA.warning(greyRgb).isPresent());
    }
}
